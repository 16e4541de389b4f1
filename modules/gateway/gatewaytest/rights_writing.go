package gatewaytest

// mutationRights say who changes what. The last one ends the callers' sessions.
var mutationRights = []right{
	// An account. Where the input is wrong on purpose, being told so means having been let in.
	{"register", `register(input: {name: "", email: "x", password: "x"}) { user { id } }`, "400 400 400 400 400 400 400 400 401"},
	{"login", `login(input: {email: $spareEmail, password: $password}) { user { id email } }`, forEverybody},
	{"refresh", `refresh(refreshToken: "x") { user { id } }`, "401 401 401 401 401 401 401 401 401"},
	{"changePassword", `changePassword(input: {current: "x", new: "short"}) { user { id } }`, "400 400 400 400 400 400 400 401 401"},
	{"updateProfile", `updateProfile(input: {timeZone: "Europe/Berlin"}) { user { timeZone } }`, forSignedIn},
	{"revokeSession", `revokeSession(id: $aSession)`, "yes 404 404 404 404 404 404 401 401"},
	{"setUserRole", `setUserRole(userId: $spare, role: MEMBER) { user { id } }`, forAdmins},
	{"setUserDisabled", `setUserDisabled(userId: $spare, disabled: false) { user { id } }`, forAdmins},

	// A project.
	{"createProject", `createProject(input: {id: $newID, key: $newKey, name: "Mine"}) { project { viewerRole } }`, forSignedIn},
	{"updateProject", `updateProject(input: {id: $project, description: $newID}) { project { id } }`, forOwners},
	{"updateProject", `updateProject(input: {id: $aProject, archived: true}) { project { id } }`, forOwners},
	{"deleteProject", `deleteProject(id: $aProject) { id }`, forOwners},
	{"restoreProject", `restoreProject(id: $aBinned) { project { id } }`, "yes 404 404 404 404 404 404 401 401"},
	{"setMember", `setMember(input: {projectId: $project, userId: $aMember, role: EDITOR}) { project { id } }`, forOwners},
	{"setMember", `setMember(input: {projectId: $project, userId: $me, role: OWNER}) { project { id } }`,
		"yes 403 403 403 404 404 404 401 401"},
	{"removeMember", `removeMember(input: {projectId: $project, userId: $aMember}) { id }`, forOwners},
	{"removeMember", `removeMember(input: {projectId: $aProject, userId: $me}) { id }`, "409 yes yes yes 404 404 404 401 401"},
	{"createStatus", `createStatus(input: {projectId: $project, key: $newID, name: "x", category: TODO}) { project { id } }`, forOwners},
	{"updateStatus", `updateStatus(input: {projectId: $project, key: $aColumn, name: "y"}) { project { id } }`, forOwners},
	{"deleteStatus", `deleteStatus(input: {projectId: $project, key: $aColumn, moveTasksTo: "todo"}) { project { id } }`, forOwners},
	{"createLabel", `createLabel(input: {projectId: $project, name: $newID}) { label { id } }`, forEditors},
	{"updateLabel", `updateLabel(input: {id: $label, color: "#123456"}) { label { id } }`, forEditors},
	{"deleteLabel", `deleteLabel(id: $aLabel) { id }`, forEditors},

	// Tasks.
	{"createTask", `createTask(input: {projectId: $project, title: "x"}) { task { id } }`, forEditors},
	{"updateTask", `updateTask(input: {id: $task, description: $newID}) { task { id } }`, forEditors},
	{"moveTask", `moveTask(input: {id: $task, after: $second}) { task { id } }`, forEditors},
	{"moveTask", `moveTask(input: {id: $aTask, projectId: $aProject}) { task { id } }`, forEditors},
	{"bulkUpdateTasks", `bulkUpdateTasks(input: {ids: [$aTask], priority: HIGH}) { tasks { id } }`, forEditors},
	{"bulkUpdateTasks", `bulkUpdateTasks(input: {ids: [$aTask], deleted: true}) { tasks { id } }`, forEditors},
	{"deleteTask", `deleteTask(id: $aTask) { id }`, forEditors},
	{"restoreTask", `restoreTask(id: $aTrashed) { task { id } }`, forEditors},
	{"purgeTask", `purgeTask(id: $aTrashed) { id }`, forOwners},
	{"purgeTask", `purgeTask(id: $aTask) { id }`, "409 403 403 403 404 404 404 401 401"},
	{"relateTasks", `relateTasks(input: {taskId: $aTask, kind: BLOCKS, otherId: $second}) { task { id } }`, forEditors},
	{"unrelateTasks", `unrelateTasks(input: {taskId: $task, kind: BLOCKS, otherId: $second}) { task { id } }`, forEditors},
	{"watchTask", `watchTask(id: $aTask) { task { watchedByMe } }`, forMembers},
	{"unwatchTask", `unwatchTask(id: $task) { task { watchedByMe } }`, forMembers},

	// Comments: an author's own, and others'.
	{"addComment", `addComment(input: {taskId: $task, body: "x"}) { comment { id } }`, forCommenters},
	{"updateComment", `updateComment(input: {id: $myComment, body: "y"}) { comment { id } }`, forCommenters},
	{"updateComment", `updateComment(input: {id: $aComment, body: $newID}) { comment { id } }`, "yes 403 403 403 404 404 404 401 401"},
	{"deleteComment", `deleteComment(id: $myComment) { id }`, forCommenters},
	{"deleteComment", `deleteComment(id: $aComment) { id }`, forOwners},

	// An inbox, and being there.
	{"markNotificationsRead", `markNotificationsRead(ids: [$notification]) { unreadCount }`, forSignedIn},
	{"markAllNotificationsRead", `markAllNotificationsRead { unreadCount }`, forSignedIn},
	{"setPresence", `setPresence(projectId: $project, taskId: $task)`, forMembers},
	{"clearPresence", `clearPresence(projectId: $project)`, forSignedIn},

	{"revokeOtherSessions", `revokeOtherSessions`, forSignedIn},
	{"logout", `logout`, "yes yes yes yes yes yes yes yes 401"},
}
