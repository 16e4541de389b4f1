package gatewaytest

// queryRights say who reads what.
var queryRights = []right{
	{"me", `me { id email }`, "yes yes yes yes yes yes yes null 401"},
	{"server", `server { version registration needsSetup }`, forEverybody},
	{"sessions", `sessions { id userAgent ip }`, forSignedIn},
	{"notifications", `notifications { unreadCount totalCount nodes { id message task { title } project { name } } }`, forSignedIn},

	{"user", `user(id: $owner) { id name email }`, forSignedIn},
	{"users", `users(query: "Olga", first: 100) { totalCount nodes { id email } }`, forSignedIn},
	{"users", `users(includeDisabled: true) { nodes { id } }`, forAdmins},

	{"project", `project(id: $project) { id name description cursor members { nodes { user { email } } } labels { name }
		statuses { name } statusCounts { count } events { nodes { actor { email } } } tasks { nodes { title } } }`, forReaders},
	{"project", `project(key: $key) { id }`, forReaders},
	{"project", `project(id: $aBinned) { id }`, "yes null null null null null null 401 401"},
	{"projects", `projects { totalCount nodes { id name } }`, forSignedIn},
	{"projects", `projects(deleted: true, includeArchived: true) { nodes { id } }`, forSignedIn},
	{"projects", `projects(ownerless: true) { nodes { id } }`, forAdmins},

	{"task", `task(id: $task) { id title project { name } comments { nodes { body } } events { nodes { id } }
		watchers { email } relations { task { id } } subtasks { id } parent { id } }`, forReaders},
	{"task", `task(ref: $ref) { id }`, forReaders},
	{"task", `task(id: $aTrashed) { id }`, forReaders},
	{"tasks", `tasks(first: 100) { totalCount nodes { id title } }`, forSignedIn},
	{"tasks", `tasks(filter: {projectIds: [$project]}) { totalCount nodes { id title } }`, forSignedIn},
	{"tasks", `tasks(filter: {text: $column}) { totalCount edges { cursor node { id } } }`, forSignedIn},
	{"tasks", `tasks(filter: {labelIds: [$label]}) { totalCount }`, forSignedIn},
	{"tasks", `tasks(filter: {deleted: true, createdByIds: [$owner]}) { nodes { id } }`, forSignedIn},

	{"node", `node(id: $project) { id ... on Project { name } }`, forReaders},
	{"node", `node(id: $member) { id ... on Member { role user { email } } }`, forReaders},
	{"node", `node(id: $status) { id ... on Status { name } }`, forReaders},
	{"node", `node(id: $label) { id ... on Label { name } }`, forReaders},
	{"node", `node(id: $task) { id ... on Task { title } }`, forReaders},
	{"node", `node(id: $comment) { id ... on Comment { body } }`, forReaders},
	{"node", `node(id: $event) { id ... on TaskEvent { changes { field } } }`, forReaders},
	{"node", `node(id: $notification) { id ... on Notification { message } }`, "yes null null null null null null 401 401"},
	{"node", `node(id: $session) { id ... on Session { ip } }`, "yes null null null null null null 401 401"},
	{"node", `node(id: $owner) { id ... on User { name email } }`, forSignedIn},
}

// subscriptionRights say who follows what.
var subscriptionRights = []right{
	{"taskEvents", `taskEvents(projectId: $project, after: $cursor) { id seq task { title } project { name } actor { email } }`, forMembers},
	{"taskEvents", `taskEvents(projectId: $aBinned, after: $cursor) { id }`, "404 404 404 404 404 404 404 401 401"},
	{"presence", `presence(projectId: $project) { total people { user { id email } } }`, forMembers},
	{"notificationReceived", `notificationReceived { id message }`, forSignedIn},
	{"unreadCount", `unreadCount`, forSignedIn},
}
