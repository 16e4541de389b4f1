/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type Registration =
  | 'OPEN'
  | 'INVITE'
  | 'CLOSED';

export type Role =
  | 'ADMIN'
  | 'MEMBER';

export type MemberRole =
  | 'OWNER'
  | 'EDITOR'
  | 'COMMENTER'
  | 'VIEWER';

export type StatusCategory =
  | 'BACKLOG'
  | 'TODO'
  | 'IN_PROGRESS'
  | 'DONE'
  | 'CANCELED';

export type Priority =
  | 'NONE'
  | 'LOW'
  | 'MEDIUM'
  | 'HIGH'
  | 'URGENT';

export type RelationKind =
  | 'BLOCKS'
  | 'BLOCKED_BY'
  | 'RELATES'
  | 'DUPLICATES'
  | 'DUPLICATED_BY';

/**
 * More values may come: treat an unknown one as a reason to read again. relateTasks and unrelateTasks log
 * TASK_UPDATED on both tasks (change `relations`, with from and to left out when the other task is in another
 * project), watching logs TASK_UPDATED (change `watchers`), columns and labels PROJECT_UPDATED.
 */
export type TaskEventType =
  | 'PROJECT_CREATED'
  | 'PROJECT_UPDATED'
  | 'PROJECT_DELETED'
  | 'PROJECT_RESTORED'
  | 'MEMBER_CHANGED'
  | 'MEMBER_REMOVED'
  | 'TASK_CREATED'
  | 'TASK_UPDATED'
  | 'TASK_MOVED'
  | 'TASK_MOVED_OUT'
  | 'TASK_MOVED_IN'
  | 'TASK_DELETED'
  | 'TASK_RESTORED'
  | 'TASK_PURGED'
  /** So many tasks changed at once (a column deleted, an import) that the lists should be read again. */
  | 'TASKS_CHANGED'
  | 'COMMENT_ADDED'
  | 'COMMENT_UPDATED'
  | 'COMMENT_DELETED';

/** DUE_SOON and OVERDUE come with reminders. */
export type NotificationKind =
  | 'ASSIGNED'
  | 'UNASSIGNED'
  | 'MENTIONED'
  | 'COMMENTED'
  | 'STATUS_CHANGED'
  | 'ADDED_TO_PROJECT'
  | 'UPDATED'
  | 'DUE_SOON'
  | 'OVERDUE';

/** Conditions are joined by AND; a list is satisfied by any of its members. */
export type TaskFilter = {
  readonly projectIds?: ReadonlyArray<string> | null | undefined;
  readonly assignedUserIds?: ReadonlyArray<string> | null | undefined;
  readonly unassigned?: boolean | null | undefined;
  readonly statuses?: ReadonlyArray<string> | null | undefined;
  readonly categories?: ReadonlyArray<StatusCategory> | null | undefined;
  readonly priorities?: ReadonlyArray<Priority> | null | undefined;
  readonly labelIds?: ReadonlyArray<string> | null | undefined;
  readonly noLabels?: boolean | null | undefined;
  readonly createdByIds?: ReadonlyArray<string> | null | undefined;
  readonly watchedByMe?: boolean | null | undefined;
  readonly parentId?: string | null | undefined;
  /** Only tasks without a parent. */
  readonly topLevel?: boolean | null | undefined;
  /** dueOn counts as the end of that day, UTC. */
  readonly dueBefore?: string | null | undefined;
  readonly dueAfter?: string | null | undefined;
  readonly updatedSince?: string | null | undefined;
  /** Full text: every word must be in the task's own text or in one of its comments; the last by prefix of at least 2 letters. */
  readonly text?: string | null | undefined;
  /** Only what lies in the trash. */
  readonly deleted?: boolean | null | undefined;
};

export type TaskSort =
  | 'POSITION'
  | 'CREATED_AT'
  | 'UPDATED_AT'
  | 'DUE'
  | 'PRIORITY'
  | 'TITLE'
  | 'NUMBER';

export type Direction =
  | 'ASC'
  | 'DESC';

export type TaskOrder = {
  readonly by: TaskSort;
  readonly direction?: Direction | null | undefined;
};

export type RegisterInput = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly invite?: string | null | undefined;
};

export type LoginInput = {
  readonly email: string;
  readonly password: string;
};

export type UpdateProfileInput = {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
  /** Needed to change the e-mail. */
  readonly currentPassword?: string | null | undefined;
};

export type ChangePasswordInput = {
  readonly current: string;
  readonly new: string;
};

export type CreateProjectInput = {
  readonly id?: string | null | undefined;
  readonly key: string;
  readonly name: string;
  readonly description?: string | null | undefined;
};

export type UpdateProjectInput = {
  readonly id: string;
  readonly key?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly archived?: boolean | null | undefined;
};

/** By userId or by a complete e-mail address. */
export type SetMemberInput = {
  readonly projectId: string;
  readonly userId?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly role: MemberRole;
};

export type RemoveMemberInput = {
  readonly projectId: string;
  readonly userId: string;
};

/** `after`: the key of the column that it stands behind; left out: last; null: first. */
export type CreateStatusInput = {
  readonly projectId: string;
  readonly key: string;
  readonly name: string;
  readonly category: StatusCategory;
  readonly color?: string | null | undefined;
  readonly after?: string | null | undefined;
  readonly wipLimit?: number | null | undefined;
};

export type UpdateStatusInput = {
  readonly projectId: string;
  readonly key: string;
  readonly newKey?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly category?: StatusCategory | null | undefined;
  readonly color?: string | null | undefined;
  readonly after?: string | null | undefined;
  readonly wipLimit?: number | null | undefined;
};

/** Tasks of the column go to moveTasksTo. */
export type DeleteStatusInput = {
  readonly projectId: string;
  readonly key: string;
  readonly moveTasksTo: string;
};

export type CreateLabelInput = {
  readonly id?: string | null | undefined;
  readonly projectId: string;
  readonly name: string;
  readonly color?: string | null | undefined;
};

export type UpdateLabelInput = {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly color?: string | null | undefined;
};

export type CreateTaskInput = {
  readonly id?: string | null | undefined;
  readonly projectId: string;
  readonly title: string;
  readonly description?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly priority?: Priority | null | undefined;
  readonly assignedUserId?: string | null | undefined;
  readonly labelIds?: ReadonlyArray<string> | null | undefined;
  readonly parentId?: string | null | undefined;
  readonly startOn?: string | null | undefined;
  readonly startAt?: string | null | undefined;
  readonly dueOn?: string | null | undefined;
  readonly dueAt?: string | null | undefined;
  /** Neighbours in its column; both null: at the end. */
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
};

export type UpdateTaskInput = {
  readonly id: string;
  readonly title?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly priority?: Priority | null | undefined;
  readonly assignedUserId?: string | null | undefined;
  readonly labelIds?: ReadonlyArray<string> | null | undefined;
  readonly addLabelIds?: ReadonlyArray<string> | null | undefined;
  readonly removeLabelIds?: ReadonlyArray<string> | null | undefined;
  readonly parentId?: string | null | undefined;
  readonly startOn?: string | null | undefined;
  readonly startAt?: string | null | undefined;
  readonly dueOn?: string | null | undefined;
  readonly dueAt?: string | null | undefined;
  /** Refused with CONFLICT when the task has moved on. */
  readonly ifVersion?: number | null | undefined;
};

/**
 * To a column and between two tasks of it; both null: at its end. A neighbour that has left the column
 * meanwhile is ignored. To another project with projectId (EDITOR in both).
 */
export type MoveTaskInput = {
  readonly id: string;
  readonly status?: string | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
  readonly projectId?: string | null | undefined;
  readonly ifVersion?: number | null | undefined;
};

/** All or nothing, at most 100 ids, one event each. */
export type BulkUpdateTasksInput = {
  readonly ids: ReadonlyArray<string>;
  readonly status?: string | null | undefined;
  readonly priority?: Priority | null | undefined;
  readonly assignedUserId?: string | null | undefined;
  readonly addLabelIds?: ReadonlyArray<string> | null | undefined;
  readonly removeLabelIds?: ReadonlyArray<string> | null | undefined;
  readonly startOn?: string | null | undefined;
  readonly startAt?: string | null | undefined;
  readonly dueOn?: string | null | undefined;
  readonly dueAt?: string | null | undefined;
  /** true: to the trash; false: back. */
  readonly deleted?: boolean | null | undefined;
};

export type RelateTasksInput = {
  readonly taskId: string;
  readonly kind: RelationKind;
  readonly otherId: string;
};

export type AddCommentInput = {
  readonly id?: string | null | undefined;
  readonly taskId: string;
  readonly body: string;
};

export type UpdateCommentInput = {
  readonly id: string;
  readonly body: string;
};

export type ProjectHeadFragment = { readonly id: string, readonly key: string, readonly name: string, readonly description: string, readonly archivedAt: string | null, readonly deletedAt: string | null, readonly statuses: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly category: StatusCategory, readonly color: string, readonly position: string, readonly wipLimit: number | null }>, readonly labels: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: string }> };

export type CardFragment = { readonly id: string, readonly ref: string, readonly number: number, readonly title: string, readonly priority: Priority, readonly startOn: string | null, readonly startAt: string | null, readonly dueOn: string | null, readonly dueAt: string | null, readonly position: string, readonly commentCount: number, readonly createdAt: string, readonly updatedAt: string, readonly completedAt: string | null, readonly deletedAt: string | null, readonly version: number, readonly status: { readonly id: string, readonly key: string }, readonly assignedUser: { readonly id: string, readonly name: string } | null, readonly labels: ReadonlyArray<{ readonly id: string }>, readonly parent: { readonly id: string } | null };

export type BoardQueryVariables = Exact<{
  key: string;
}>;


export type BoardQuery = { readonly project: { readonly cursor: string, readonly viewerRole: MemberRole, readonly id: string, readonly key: string, readonly name: string, readonly description: string, readonly archivedAt: string | null, readonly deletedAt: string | null, readonly statusCounts: ReadonlyArray<{ readonly count: number, readonly status: { readonly id: string } }>, readonly statuses: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly category: StatusCategory, readonly color: string, readonly position: string, readonly wipLimit: number | null }>, readonly labels: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: string }> } | null };

export type StatusCountsQueryVariables = Exact<{
  id: string;
}>;


export type StatusCountsQuery = { readonly project: { readonly statusCounts: ReadonlyArray<{ readonly count: number, readonly status: { readonly id: string } }> } | null };

export type MembersQueryVariables = Exact<{
  projectId: string;
  query?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type MembersQuery = { readonly project: { readonly members: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: MemberRole, readonly joinedAt: string, readonly user: { readonly id: string, readonly name: string, readonly disabled: boolean } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type ColumnTasksQueryVariables = Exact<{
  filter: TaskFilter;
  orderBy: TaskOrder;
  after?: string | null | undefined;
  count: boolean;
}>;


export type ColumnTasksQuery = { readonly tasks: { readonly totalCount?: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly number: number, readonly title: string, readonly priority: Priority, readonly startOn: string | null, readonly startAt: string | null, readonly dueOn: string | null, readonly dueAt: string | null, readonly position: string, readonly commentCount: number, readonly createdAt: string, readonly updatedAt: string, readonly completedAt: string | null, readonly deletedAt: string | null, readonly version: number, readonly status: { readonly id: string, readonly key: string }, readonly assignedUser: { readonly id: string, readonly name: string } | null, readonly labels: ReadonlyArray<{ readonly id: string }>, readonly parent: { readonly id: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type BoardEventsSubscriptionVariables = Exact<{
  projectId: string;
  after?: string | null | undefined;
}>;


export type BoardEventsSubscription = { readonly taskEvents: { readonly projectId: string, readonly seq: number, readonly cursor: string, readonly type: TaskEventType, readonly taskId: string | null, readonly taskVersion: number | null, readonly userId: string | null, readonly actor: { readonly id: string, readonly name: string } | null, readonly changes: ReadonlyArray<{ readonly field: string, readonly fromValue: string | null, readonly toValue: string | null }>, readonly task: { readonly id: string, readonly ref: string, readonly number: number, readonly title: string, readonly priority: Priority, readonly startOn: string | null, readonly startAt: string | null, readonly dueOn: string | null, readonly dueAt: string | null, readonly position: string, readonly commentCount: number, readonly createdAt: string, readonly updatedAt: string, readonly completedAt: string | null, readonly deletedAt: string | null, readonly version: number, readonly status: { readonly id: string, readonly key: string }, readonly assignedUser: { readonly id: string, readonly name: string } | null, readonly labels: ReadonlyArray<{ readonly id: string }>, readonly parent: { readonly id: string } | null } | null, readonly project: { readonly id: string, readonly key: string, readonly name: string, readonly description: string, readonly archivedAt: string | null, readonly deletedAt: string | null, readonly statuses: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly category: StatusCategory, readonly color: string, readonly position: string, readonly wipLimit: number | null }>, readonly labels: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: string }> } | null } };

export type CreateTaskMutationVariables = Exact<{
  input: CreateTaskInput;
}>;


export type CreateTaskMutation = { readonly createTask: { readonly task: { readonly id: string, readonly ref: string, readonly number: number, readonly title: string, readonly priority: Priority, readonly startOn: string | null, readonly startAt: string | null, readonly dueOn: string | null, readonly dueAt: string | null, readonly position: string, readonly commentCount: number, readonly createdAt: string, readonly updatedAt: string, readonly completedAt: string | null, readonly deletedAt: string | null, readonly version: number, readonly status: { readonly id: string, readonly key: string }, readonly assignedUser: { readonly id: string, readonly name: string } | null, readonly labels: ReadonlyArray<{ readonly id: string }>, readonly parent: { readonly id: string } | null } } | null };

export type UpdateTaskMutationVariables = Exact<{
  input: UpdateTaskInput;
}>;


export type UpdateTaskMutation = { readonly updateTask: { readonly task: { readonly description: string, readonly id: string, readonly ref: string, readonly number: number, readonly title: string, readonly priority: Priority, readonly startOn: string | null, readonly startAt: string | null, readonly dueOn: string | null, readonly dueAt: string | null, readonly position: string, readonly commentCount: number, readonly createdAt: string, readonly updatedAt: string, readonly completedAt: string | null, readonly deletedAt: string | null, readonly version: number, readonly status: { readonly id: string, readonly key: string }, readonly assignedUser: { readonly id: string, readonly name: string } | null, readonly labels: ReadonlyArray<{ readonly id: string }>, readonly parent: { readonly id: string } | null } } | null };

export type MoveTaskMutationVariables = Exact<{
  input: MoveTaskInput;
}>;


export type MoveTaskMutation = { readonly moveTask: { readonly task: { readonly id: string, readonly ref: string, readonly number: number, readonly title: string, readonly priority: Priority, readonly startOn: string | null, readonly startAt: string | null, readonly dueOn: string | null, readonly dueAt: string | null, readonly position: string, readonly commentCount: number, readonly createdAt: string, readonly updatedAt: string, readonly completedAt: string | null, readonly deletedAt: string | null, readonly version: number, readonly status: { readonly id: string, readonly key: string }, readonly assignedUser: { readonly id: string, readonly name: string } | null, readonly labels: ReadonlyArray<{ readonly id: string }>, readonly parent: { readonly id: string } | null } } | null };

export type DeleteTaskMutationVariables = Exact<{
  id: string;
}>;


export type DeleteTaskMutation = { readonly deleteTask: { readonly id: string } | null };

export type RestoreTaskMutationVariables = Exact<{
  id: string;
}>;


export type RestoreTaskMutation = { readonly restoreTask: { readonly task: { readonly id: string, readonly ref: string, readonly number: number, readonly title: string, readonly priority: Priority, readonly startOn: string | null, readonly startAt: string | null, readonly dueOn: string | null, readonly dueAt: string | null, readonly position: string, readonly commentCount: number, readonly createdAt: string, readonly updatedAt: string, readonly completedAt: string | null, readonly deletedAt: string | null, readonly version: number, readonly status: { readonly id: string, readonly key: string }, readonly assignedUser: { readonly id: string, readonly name: string } | null, readonly labels: ReadonlyArray<{ readonly id: string }>, readonly parent: { readonly id: string } | null } } | null };

export type PurgeTaskMutationVariables = Exact<{
  id: string;
}>;


export type PurgeTaskMutation = { readonly purgeTask: { readonly id: string } | null };

export type TrashedTasksQueryVariables = Exact<{
  filter: TaskFilter;
  after?: string | null | undefined;
}>;


export type TrashedTasksQuery = { readonly tasks: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly title: string, readonly deletedAt: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type BulkUpdateTasksMutationVariables = Exact<{
  input: BulkUpdateTasksInput;
}>;


export type BulkUpdateTasksMutation = { readonly bulkUpdateTasks: { readonly tasks: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly number: number, readonly title: string, readonly priority: Priority, readonly startOn: string | null, readonly startAt: string | null, readonly dueOn: string | null, readonly dueAt: string | null, readonly position: string, readonly commentCount: number, readonly createdAt: string, readonly updatedAt: string, readonly completedAt: string | null, readonly deletedAt: string | null, readonly version: number, readonly status: { readonly id: string, readonly key: string }, readonly assignedUser: { readonly id: string, readonly name: string } | null, readonly labels: ReadonlyArray<{ readonly id: string }>, readonly parent: { readonly id: string } | null }> } | null };

export type NotificationPartsFragment = { readonly id: string, readonly kind: NotificationKind, readonly message: string, readonly createdAt: string, readonly readAt: string | null, readonly actor: { readonly id: string, readonly name: string } | null, readonly task: { readonly id: string, readonly ref: string, readonly title: string } | null, readonly project: { readonly id: string, readonly key: string, readonly name: string } | null };

export type NotificationsQueryVariables = Exact<{
  unreadOnly?: boolean | null | undefined;
  after?: string | null | undefined;
}>;


export type NotificationsQuery = { readonly notifications: { readonly unreadCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: NotificationKind, readonly message: string, readonly createdAt: string, readonly readAt: string | null, readonly actor: { readonly id: string, readonly name: string } | null, readonly task: { readonly id: string, readonly ref: string, readonly title: string } | null, readonly project: { readonly id: string, readonly key: string, readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type NotificationReceivedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type NotificationReceivedSubscription = { readonly notificationReceived: { readonly id: string, readonly kind: NotificationKind, readonly message: string, readonly createdAt: string, readonly readAt: string | null, readonly actor: { readonly id: string, readonly name: string } | null, readonly task: { readonly id: string, readonly ref: string, readonly title: string } | null, readonly project: { readonly id: string, readonly key: string, readonly name: string } | null } };

export type UnreadCountSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type UnreadCountSubscription = { readonly unreadCount: number };

export type MarkNotificationsReadMutationVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type MarkNotificationsReadMutation = { readonly markNotificationsRead: { readonly unreadCount: number } | null };

export type MarkAllNotificationsReadMutationVariables = Exact<{ [key: string]: never; }>;


export type MarkAllNotificationsReadMutation = { readonly markAllNotificationsRead: { readonly unreadCount: number } | null };

export type ProjectNamesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ProjectNamesQuery = { readonly projects: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly viewerRole: MemberRole }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type TaskByRefQueryVariables = Exact<{
  ref: string;
}>;


export type TaskByRefQuery = { readonly task: { readonly deletedAt: string | null, readonly id: string, readonly ref: string, readonly title: string, readonly priority: Priority, readonly dueOn: string | null, readonly dueAt: string | null, readonly updatedAt: string, readonly status: { readonly id: string, readonly name: string, readonly category: StatusCategory, readonly color: string }, readonly project: { readonly id: string, readonly key: string, readonly name: string } } | null };

export type TasksByWordsQueryVariables = Exact<{
  filter: TaskFilter;
}>;


export type TasksByWordsQuery = { readonly tasks: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly title: string, readonly priority: Priority, readonly dueOn: string | null, readonly dueAt: string | null, readonly updatedAt: string, readonly status: { readonly id: string, readonly name: string, readonly category: StatusCategory, readonly color: string }, readonly project: { readonly id: string, readonly key: string, readonly name: string } }> } | null };

export type PresenceSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type PresenceSubscription = { readonly presence: { readonly total: number, readonly people: ReadonlyArray<{ readonly taskId: string | null, readonly user: { readonly id: string, readonly name: string } }> } };

export type SetPresenceMutationVariables = Exact<{
  projectId: string;
  taskId?: string | null | undefined;
}>;


export type SetPresenceMutation = { readonly setPresence: boolean | null };

export type ClearPresenceMutationVariables = Exact<{
  projectId: string;
}>;


export type ClearPresenceMutation = { readonly clearPresence: boolean | null };

export type ProjectsQueryVariables = Exact<{
  includeArchived?: boolean | null | undefined;
  after?: string | null | undefined;
}>;


export type ProjectsQuery = { readonly projects: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly description: string, readonly archivedAt: string | null, readonly viewerRole: MemberRole, readonly statusCounts: ReadonlyArray<{ readonly count: number, readonly status: { readonly id: string, readonly name: string, readonly category: StatusCategory, readonly color: string } }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type DeletedProjectsQueryVariables = Exact<{ [key: string]: never; }>;


export type DeletedProjectsQuery = { readonly projects: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly deletedAt: string | null }> } | null };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { readonly createProject: { readonly project: { readonly id: string, readonly key: string } } | null };

export type UpdateProjectMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type UpdateProjectMutation = { readonly updateProject: { readonly project: { readonly id: string, readonly key: string, readonly name: string, readonly description: string, readonly archivedAt: string | null, readonly deletedAt: string | null, readonly statuses: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly category: StatusCategory, readonly color: string, readonly position: string, readonly wipLimit: number | null }>, readonly labels: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: string }> } } | null };

export type DeleteProjectMutationVariables = Exact<{
  id: string;
}>;


export type DeleteProjectMutation = { readonly deleteProject: { readonly id: string } | null };

export type RestoreProjectMutationVariables = Exact<{
  id: string;
}>;


export type RestoreProjectMutation = { readonly restoreProject: { readonly project: { readonly id: string, readonly key: string } } | null };

export type SetMemberMutationVariables = Exact<{
  input: SetMemberInput;
}>;


export type SetMemberMutation = { readonly setMember: { readonly project: { readonly id: string } } | null };

export type RemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type RemoveMemberMutation = { readonly removeMember: { readonly id: string } | null };

export type CreateStatusMutationVariables = Exact<{
  input: CreateStatusInput;
}>;


export type CreateStatusMutation = { readonly createStatus: { readonly project: { readonly id: string, readonly key: string, readonly name: string, readonly description: string, readonly archivedAt: string | null, readonly deletedAt: string | null, readonly statuses: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly category: StatusCategory, readonly color: string, readonly position: string, readonly wipLimit: number | null }>, readonly labels: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: string }> } } | null };

export type UpdateStatusMutationVariables = Exact<{
  input: UpdateStatusInput;
}>;


export type UpdateStatusMutation = { readonly updateStatus: { readonly project: { readonly id: string, readonly key: string, readonly name: string, readonly description: string, readonly archivedAt: string | null, readonly deletedAt: string | null, readonly statuses: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly category: StatusCategory, readonly color: string, readonly position: string, readonly wipLimit: number | null }>, readonly labels: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: string }> } } | null };

export type DeleteStatusMutationVariables = Exact<{
  input: DeleteStatusInput;
}>;


export type DeleteStatusMutation = { readonly deleteStatus: { readonly project: { readonly id: string, readonly key: string, readonly name: string, readonly description: string, readonly archivedAt: string | null, readonly deletedAt: string | null, readonly statuses: ReadonlyArray<{ readonly id: string, readonly key: string, readonly name: string, readonly category: StatusCategory, readonly color: string, readonly position: string, readonly wipLimit: number | null }>, readonly labels: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: string }> } } | null };

export type CreateLabelMutationVariables = Exact<{
  input: CreateLabelInput;
}>;


export type CreateLabelMutation = { readonly createLabel: { readonly label: { readonly id: string, readonly name: string, readonly color: string } } | null };

export type UpdateLabelMutationVariables = Exact<{
  input: UpdateLabelInput;
}>;


export type UpdateLabelMutation = { readonly updateLabel: { readonly label: { readonly id: string, readonly name: string, readonly color: string } } | null };

export type DeleteLabelMutationVariables = Exact<{
  id: string;
}>;


export type DeleteLabelMutation = { readonly deleteLabel: { readonly id: string } | null };

export type ViewerFragment = { readonly id: string, readonly name: string, readonly email: string | null, readonly role: Role, readonly timeZone: string };

export type SignedFragment = { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly name: string, readonly email: string | null, readonly role: Role, readonly timeZone: string } };

export type ServerStateQueryVariables = Exact<{ [key: string]: never; }>;


export type ServerStateQuery = { readonly server: { readonly version: string, readonly registration: Registration, readonly needsSetup: boolean } | null };

export type RefreshMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshMutation = { readonly refresh: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly name: string, readonly email: string | null, readonly role: Role, readonly timeZone: string } } | null };

export type SignInMutationVariables = Exact<{
  input: LoginInput;
}>;


export type SignInMutation = { readonly login: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly name: string, readonly email: string | null, readonly role: Role, readonly timeZone: string } } | null };

export type SignUpMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type SignUpMutation = { readonly register: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly name: string, readonly email: string | null, readonly role: Role, readonly timeZone: string } } | null };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { readonly logout: boolean | null };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { readonly sessions: ReadonlyArray<{ readonly id: string, readonly userAgent: string, readonly ip: string, readonly createdAt: string, readonly lastUsedAt: string, readonly current: boolean }> | null };

export type RevokeSessionMutationVariables = Exact<{
  id: string;
}>;


export type RevokeSessionMutation = { readonly revokeSession: boolean | null };

export type RevokeOtherSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type RevokeOtherSessionsMutation = { readonly revokeOtherSessions: boolean | null };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { readonly changePassword: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly name: string, readonly email: string | null, readonly role: Role, readonly timeZone: string } } | null };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { readonly updateProfile: { readonly user: { readonly id: string, readonly name: string, readonly email: string | null, readonly role: Role, readonly timeZone: string } } | null };

export type CommentPartsFragment = { readonly id: string, readonly body: string, readonly createdAt: string, readonly editedAt: string | null, readonly author: { readonly id: string, readonly name: string } };

export type RelatedTaskFragment = { readonly id: string, readonly ref: string, readonly title: string, readonly deletedAt: string | null, readonly status: { readonly id: string, readonly name: string, readonly category: StatusCategory, readonly color: string } };

export type TaskDetailQueryVariables = Exact<{
  ref: string;
}>;


export type TaskDetailQuery = { readonly task: { readonly description: string, readonly updatedAt: string, readonly watchedByMe: boolean, readonly id: string, readonly ref: string, readonly number: number, readonly title: string, readonly priority: Priority, readonly startOn: string | null, readonly startAt: string | null, readonly dueOn: string | null, readonly dueAt: string | null, readonly position: string, readonly commentCount: number, readonly createdAt: string, readonly completedAt: string | null, readonly deletedAt: string | null, readonly version: number, readonly createdBy: { readonly id: string, readonly name: string }, readonly watchers: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly project: { readonly id: string, readonly key: string }, readonly parent: { readonly id: string, readonly ref: string, readonly title: string } | null, readonly subtasks: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly title: string, readonly deletedAt: string | null, readonly status: { readonly id: string, readonly name: string, readonly category: StatusCategory, readonly color: string } }>, readonly relations: ReadonlyArray<{ readonly kind: RelationKind, readonly task: { readonly id: string, readonly ref: string, readonly title: string, readonly deletedAt: string | null, readonly project: { readonly key: string }, readonly status: { readonly id: string, readonly name: string, readonly category: StatusCategory, readonly color: string } } }>, readonly comments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly body: string, readonly createdAt: string, readonly editedAt: string | null, readonly author: { readonly id: string, readonly name: string } }>, readonly pageInfo: { readonly hasPreviousPage: boolean, readonly startCursor: string | null } }, readonly status: { readonly id: string, readonly key: string }, readonly assignedUser: { readonly id: string, readonly name: string } | null, readonly labels: ReadonlyArray<{ readonly id: string }> } | null };

export type EarlierCommentsQueryVariables = Exact<{
  id: string;
  before: string;
}>;


export type EarlierCommentsQuery = { readonly task: { readonly comments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly body: string, readonly createdAt: string, readonly editedAt: string | null, readonly author: { readonly id: string, readonly name: string } }>, readonly pageInfo: { readonly hasPreviousPage: boolean, readonly startCursor: string | null } } } | null };

export type TaskHistoryQueryVariables = Exact<{
  id: string;
  before?: string | null | undefined;
}>;


export type TaskHistoryQuery = { readonly task: { readonly events: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly type: TaskEventType, readonly at: string, readonly actor: { readonly id: string, readonly name: string } | null, readonly changes: ReadonlyArray<{ readonly field: string, readonly from: string | null, readonly to: string | null }> }>, readonly pageInfo: { readonly hasPreviousPage: boolean, readonly startCursor: string | null } } } | null };

export type RelateTasksMutationVariables = Exact<{
  input: RelateTasksInput;
}>;


export type RelateTasksMutation = { readonly relateTasks: { readonly task: { readonly id: string } } | null };

export type UnrelateTasksMutationVariables = Exact<{
  input: RelateTasksInput;
}>;


export type UnrelateTasksMutation = { readonly unrelateTasks: { readonly task: { readonly id: string } } | null };

export type MoveTaskAcrossMutationVariables = Exact<{
  input: MoveTaskInput;
}>;


export type MoveTaskAcrossMutation = { readonly moveTask: { readonly task: { readonly id: string, readonly ref: string, readonly project: { readonly key: string } } } | null };

export type WatchTaskMutationVariables = Exact<{
  id: string;
}>;


export type WatchTaskMutation = { readonly watchTask: { readonly task: { readonly id: string, readonly watchedByMe: boolean } } | null };

export type UnwatchTaskMutationVariables = Exact<{
  id: string;
}>;


export type UnwatchTaskMutation = { readonly unwatchTask: { readonly task: { readonly id: string, readonly watchedByMe: boolean } } | null };

export type AddCommentMutationVariables = Exact<{
  input: AddCommentInput;
}>;


export type AddCommentMutation = { readonly addComment: { readonly comment: { readonly id: string, readonly body: string, readonly createdAt: string, readonly editedAt: string | null, readonly author: { readonly id: string, readonly name: string } } } | null };

export type UpdateCommentMutationVariables = Exact<{
  input: UpdateCommentInput;
}>;


export type UpdateCommentMutation = { readonly updateComment: { readonly comment: { readonly id: string, readonly body: string, readonly createdAt: string, readonly editedAt: string | null, readonly author: { readonly id: string, readonly name: string } } } | null };

export type DeleteCommentMutationVariables = Exact<{
  id: string;
}>;


export type DeleteCommentMutation = { readonly deleteComment: { readonly id: string } | null };

export type TaskRowFragment = { readonly id: string, readonly ref: string, readonly title: string, readonly priority: Priority, readonly dueOn: string | null, readonly dueAt: string | null, readonly updatedAt: string, readonly status: { readonly id: string, readonly name: string, readonly category: StatusCategory, readonly color: string }, readonly project: { readonly id: string, readonly key: string, readonly name: string } };

export type FindTasksQueryVariables = Exact<{
  filter: TaskFilter;
  orderBy: TaskOrder;
  after?: string | null | undefined;
}>;


export type FindTasksQuery = { readonly tasks: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly title: string, readonly priority: Priority, readonly dueOn: string | null, readonly dueAt: string | null, readonly updatedAt: string, readonly status: { readonly id: string, readonly name: string, readonly category: StatusCategory, readonly color: string }, readonly project: { readonly id: string, readonly key: string, readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ProjectHeadFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ProjectHead on Project {
  id
  key
  name
  description
  archivedAt
  deletedAt
  statuses {
    id
    key
    name
    category
    color
    position
    wipLimit
  }
  labels {
    id
    name
    color
  }
}
    `, {"fragmentName":"ProjectHead"}) as unknown as TypedDocumentString<ProjectHeadFragment, unknown>;
export const CardFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Card on Task {
  id
  ref
  number
  title
  status {
    id
    key
  }
  priority
  assignedUser {
    id
    name
  }
  labels {
    id
  }
  parent {
    id
  }
  startOn
  startAt
  dueOn
  dueAt
  position
  commentCount
  createdAt
  updatedAt
  completedAt
  deletedAt
  version
}
    `, {"fragmentName":"Card"}) as unknown as TypedDocumentString<CardFragment, unknown>;
export const NotificationPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment NotificationParts on Notification {
  id
  kind
  message
  createdAt
  readAt
  actor {
    id
    name
  }
  task {
    id
    ref
    title
  }
  project {
    id
    key
    name
  }
}
    `, {"fragmentName":"NotificationParts"}) as unknown as TypedDocumentString<NotificationPartsFragment, unknown>;
export const ViewerFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Viewer on User {
  id
  name
  email
  role
  timeZone
}
    `, {"fragmentName":"Viewer"}) as unknown as TypedDocumentString<ViewerFragment, unknown>;
export const SignedFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Signed on AuthPayload {
  accessToken
  accessTokenExpiresAt
  user {
    ...Viewer
  }
}
    fragment Viewer on User {
  id
  name
  email
  role
  timeZone
}`, {"fragmentName":"Signed"}) as unknown as TypedDocumentString<SignedFragment, unknown>;
export const CommentPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment CommentParts on Comment {
  id
  body
  createdAt
  editedAt
  author {
    id
    name
  }
}
    `, {"fragmentName":"CommentParts"}) as unknown as TypedDocumentString<CommentPartsFragment, unknown>;
export const RelatedTaskFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment RelatedTask on Task {
  id
  ref
  title
  deletedAt
  status {
    id
    name
    category
    color
  }
}
    `, {"fragmentName":"RelatedTask"}) as unknown as TypedDocumentString<RelatedTaskFragment, unknown>;
export const TaskRowFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment TaskRow on Task {
  id
  ref
  title
  priority
  dueOn
  dueAt
  updatedAt
  status {
    id
    name
    category
    color
  }
  project {
    id
    key
    name
  }
}
    `, {"fragmentName":"TaskRow"}) as unknown as TypedDocumentString<TaskRowFragment, unknown>;
export const BoardDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Board($key: String!) {
  project(key: $key) {
    cursor
    ...ProjectHead
    viewerRole
    statusCounts {
      count
      status {
        id
      }
    }
  }
}
    fragment ProjectHead on Project {
  id
  key
  name
  description
  archivedAt
  deletedAt
  statuses {
    id
    key
    name
    category
    color
    position
    wipLimit
  }
  labels {
    id
    name
    color
  }
}`) as unknown as TypedDocumentString<BoardQuery, BoardQueryVariables>;
export const StatusCountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query StatusCounts($id: ID!) {
  project(id: $id) {
    statusCounts {
      count
      status {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StatusCountsQuery, StatusCountsQueryVariables>;
export const MembersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Members($projectId: ID!, $query: String, $after: String) {
  project(id: $projectId) {
    members(query: $query, first: 100, after: $after) {
      nodes {
        id
        role
        joinedAt
        user {
          id
          name
          disabled
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const ColumnTasksDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ColumnTasks($filter: TaskFilter!, $orderBy: TaskOrder!, $after: String, $count: Boolean!) {
  tasks(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {
    totalCount @include(if: $count)
    nodes {
      ...Card
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Card on Task {
  id
  ref
  number
  title
  status {
    id
    key
  }
  priority
  assignedUser {
    id
    name
  }
  labels {
    id
  }
  parent {
    id
  }
  startOn
  startAt
  dueOn
  dueAt
  position
  commentCount
  createdAt
  updatedAt
  completedAt
  deletedAt
  version
}`) as unknown as TypedDocumentString<ColumnTasksQuery, ColumnTasksQueryVariables>;
export const BoardEventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription BoardEvents($projectId: ID!, $after: String) {
  taskEvents(projectId: $projectId, after: $after) {
    projectId
    seq
    cursor
    type
    taskId
    taskVersion
    userId
    actor {
      id
      name
    }
    changes {
      field
      fromValue
      toValue
    }
    task {
      ...Card
    }
    project {
      ...ProjectHead
    }
  }
}
    fragment ProjectHead on Project {
  id
  key
  name
  description
  archivedAt
  deletedAt
  statuses {
    id
    key
    name
    category
    color
    position
    wipLimit
  }
  labels {
    id
    name
    color
  }
}
fragment Card on Task {
  id
  ref
  number
  title
  status {
    id
    key
  }
  priority
  assignedUser {
    id
    name
  }
  labels {
    id
  }
  parent {
    id
  }
  startOn
  startAt
  dueOn
  dueAt
  position
  commentCount
  createdAt
  updatedAt
  completedAt
  deletedAt
  version
}`) as unknown as TypedDocumentString<BoardEventsSubscription, BoardEventsSubscriptionVariables>;
export const CreateTaskDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateTask($input: CreateTaskInput!) {
  createTask(input: $input) {
    task {
      ...Card
    }
  }
}
    fragment Card on Task {
  id
  ref
  number
  title
  status {
    id
    key
  }
  priority
  assignedUser {
    id
    name
  }
  labels {
    id
  }
  parent {
    id
  }
  startOn
  startAt
  dueOn
  dueAt
  position
  commentCount
  createdAt
  updatedAt
  completedAt
  deletedAt
  version
}`) as unknown as TypedDocumentString<CreateTaskMutation, CreateTaskMutationVariables>;
export const UpdateTaskDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateTask($input: UpdateTaskInput!) {
  updateTask(input: $input) {
    task {
      ...Card
      description
    }
  }
}
    fragment Card on Task {
  id
  ref
  number
  title
  status {
    id
    key
  }
  priority
  assignedUser {
    id
    name
  }
  labels {
    id
  }
  parent {
    id
  }
  startOn
  startAt
  dueOn
  dueAt
  position
  commentCount
  createdAt
  updatedAt
  completedAt
  deletedAt
  version
}`) as unknown as TypedDocumentString<UpdateTaskMutation, UpdateTaskMutationVariables>;
export const MoveTaskDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MoveTask($input: MoveTaskInput!) {
  moveTask(input: $input) {
    task {
      ...Card
    }
  }
}
    fragment Card on Task {
  id
  ref
  number
  title
  status {
    id
    key
  }
  priority
  assignedUser {
    id
    name
  }
  labels {
    id
  }
  parent {
    id
  }
  startOn
  startAt
  dueOn
  dueAt
  position
  commentCount
  createdAt
  updatedAt
  completedAt
  deletedAt
  version
}`) as unknown as TypedDocumentString<MoveTaskMutation, MoveTaskMutationVariables>;
export const DeleteTaskDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteTask($id: ID!) {
  deleteTask(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteTaskMutation, DeleteTaskMutationVariables>;
export const RestoreTaskDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RestoreTask($id: ID!) {
  restoreTask(id: $id) {
    task {
      ...Card
    }
  }
}
    fragment Card on Task {
  id
  ref
  number
  title
  status {
    id
    key
  }
  priority
  assignedUser {
    id
    name
  }
  labels {
    id
  }
  parent {
    id
  }
  startOn
  startAt
  dueOn
  dueAt
  position
  commentCount
  createdAt
  updatedAt
  completedAt
  deletedAt
  version
}`) as unknown as TypedDocumentString<RestoreTaskMutation, RestoreTaskMutationVariables>;
export const PurgeTaskDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PurgeTask($id: ID!) {
  purgeTask(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<PurgeTaskMutation, PurgeTaskMutationVariables>;
export const TrashedTasksDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TrashedTasks($filter: TaskFilter!, $after: String) {
  tasks(
    filter: $filter
    orderBy: {by: UPDATED_AT, direction: DESC}
    first: 50
    after: $after
  ) {
    nodes {
      id
      ref
      title
      deletedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<TrashedTasksQuery, TrashedTasksQueryVariables>;
export const BulkUpdateTasksDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation BulkUpdateTasks($input: BulkUpdateTasksInput!) {
  bulkUpdateTasks(input: $input) {
    tasks {
      ...Card
    }
  }
}
    fragment Card on Task {
  id
  ref
  number
  title
  status {
    id
    key
  }
  priority
  assignedUser {
    id
    name
  }
  labels {
    id
  }
  parent {
    id
  }
  startOn
  startAt
  dueOn
  dueAt
  position
  commentCount
  createdAt
  updatedAt
  completedAt
  deletedAt
  version
}`) as unknown as TypedDocumentString<BulkUpdateTasksMutation, BulkUpdateTasksMutationVariables>;
export const NotificationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Notifications($unreadOnly: Boolean, $after: String) {
  notifications(unreadOnly: $unreadOnly, first: 30, after: $after) {
    nodes {
      ...NotificationParts
    }
    unreadCount
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment NotificationParts on Notification {
  id
  kind
  message
  createdAt
  readAt
  actor {
    id
    name
  }
  task {
    id
    ref
    title
  }
  project {
    id
    key
    name
  }
}`) as unknown as TypedDocumentString<NotificationsQuery, NotificationsQueryVariables>;
export const NotificationReceivedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription NotificationReceived {
  notificationReceived {
    ...NotificationParts
  }
}
    fragment NotificationParts on Notification {
  id
  kind
  message
  createdAt
  readAt
  actor {
    id
    name
  }
  task {
    id
    ref
    title
  }
  project {
    id
    key
    name
  }
}`) as unknown as TypedDocumentString<NotificationReceivedSubscription, NotificationReceivedSubscriptionVariables>;
export const UnreadCountDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription UnreadCount {
  unreadCount
}
    `) as unknown as TypedDocumentString<UnreadCountSubscription, UnreadCountSubscriptionVariables>;
export const MarkNotificationsReadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MarkNotificationsRead($ids: [ID!]!) {
  markNotificationsRead(ids: $ids) {
    unreadCount
  }
}
    `) as unknown as TypedDocumentString<MarkNotificationsReadMutation, MarkNotificationsReadMutationVariables>;
export const MarkAllNotificationsReadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MarkAllNotificationsRead {
  markAllNotificationsRead {
    unreadCount
  }
}
    `) as unknown as TypedDocumentString<MarkAllNotificationsReadMutation, MarkAllNotificationsReadMutationVariables>;
export const ProjectNamesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ProjectNames($after: String) {
  projects(first: 100, after: $after) {
    nodes {
      id
      key
      name
      viewerRole
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectNamesQuery, ProjectNamesQueryVariables>;
export const TaskByRefDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TaskByRef($ref: String!) {
  task(ref: $ref) {
    ...TaskRow
    deletedAt
  }
}
    fragment TaskRow on Task {
  id
  ref
  title
  priority
  dueOn
  dueAt
  updatedAt
  status {
    id
    name
    category
    color
  }
  project {
    id
    key
    name
  }
}`) as unknown as TypedDocumentString<TaskByRefQuery, TaskByRefQueryVariables>;
export const TasksByWordsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TasksByWords($filter: TaskFilter!) {
  tasks(filter: $filter, orderBy: {by: UPDATED_AT, direction: DESC}, first: 8) {
    nodes {
      ...TaskRow
    }
  }
}
    fragment TaskRow on Task {
  id
  ref
  title
  priority
  dueOn
  dueAt
  updatedAt
  status {
    id
    name
    category
    color
  }
  project {
    id
    key
    name
  }
}`) as unknown as TypedDocumentString<TasksByWordsQuery, TasksByWordsQueryVariables>;
export const PresenceDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription Presence($projectId: ID!) {
  presence(projectId: $projectId) {
    total
    people {
      taskId
      user {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PresenceSubscription, PresenceSubscriptionVariables>;
export const SetPresenceDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetPresence($projectId: ID!, $taskId: ID) {
  setPresence(projectId: $projectId, taskId: $taskId)
}
    `) as unknown as TypedDocumentString<SetPresenceMutation, SetPresenceMutationVariables>;
export const ClearPresenceDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ClearPresence($projectId: ID!) {
  clearPresence(projectId: $projectId)
}
    `) as unknown as TypedDocumentString<ClearPresenceMutation, ClearPresenceMutationVariables>;
export const ProjectsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Projects($includeArchived: Boolean, $after: String) {
  projects(includeArchived: $includeArchived, first: 50, after: $after) {
    nodes {
      id
      key
      name
      description
      archivedAt
      viewerRole
      statusCounts {
        count
        status {
          id
          name
          category
          color
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectsQuery, ProjectsQueryVariables>;
export const DeletedProjectsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DeletedProjects {
  projects(deleted: true, first: 50) {
    nodes {
      id
      key
      name
      deletedAt
    }
  }
}
    `) as unknown as TypedDocumentString<DeletedProjectsQuery, DeletedProjectsQueryVariables>;
export const CreateProjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
      key
    }
  }
}
    `) as unknown as TypedDocumentString<CreateProjectMutation, CreateProjectMutationVariables>;
export const UpdateProjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateProject($input: UpdateProjectInput!) {
  updateProject(input: $input) {
    project {
      ...ProjectHead
    }
  }
}
    fragment ProjectHead on Project {
  id
  key
  name
  description
  archivedAt
  deletedAt
  statuses {
    id
    key
    name
    category
    color
    position
    wipLimit
  }
  labels {
    id
    name
    color
  }
}`) as unknown as TypedDocumentString<UpdateProjectMutation, UpdateProjectMutationVariables>;
export const DeleteProjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteProject($id: ID!) {
  deleteProject(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteProjectMutation, DeleteProjectMutationVariables>;
export const RestoreProjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RestoreProject($id: ID!) {
  restoreProject(id: $id) {
    project {
      id
      key
    }
  }
}
    `) as unknown as TypedDocumentString<RestoreProjectMutation, RestoreProjectMutationVariables>;
export const SetMemberDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetMember($input: SetMemberInput!) {
  setMember(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SetMemberMutation, SetMemberMutationVariables>;
export const RemoveMemberDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const CreateStatusDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateStatus($input: CreateStatusInput!) {
  createStatus(input: $input) {
    project {
      ...ProjectHead
    }
  }
}
    fragment ProjectHead on Project {
  id
  key
  name
  description
  archivedAt
  deletedAt
  statuses {
    id
    key
    name
    category
    color
    position
    wipLimit
  }
  labels {
    id
    name
    color
  }
}`) as unknown as TypedDocumentString<CreateStatusMutation, CreateStatusMutationVariables>;
export const UpdateStatusDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateStatus($input: UpdateStatusInput!) {
  updateStatus(input: $input) {
    project {
      ...ProjectHead
    }
  }
}
    fragment ProjectHead on Project {
  id
  key
  name
  description
  archivedAt
  deletedAt
  statuses {
    id
    key
    name
    category
    color
    position
    wipLimit
  }
  labels {
    id
    name
    color
  }
}`) as unknown as TypedDocumentString<UpdateStatusMutation, UpdateStatusMutationVariables>;
export const DeleteStatusDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteStatus($input: DeleteStatusInput!) {
  deleteStatus(input: $input) {
    project {
      ...ProjectHead
    }
  }
}
    fragment ProjectHead on Project {
  id
  key
  name
  description
  archivedAt
  deletedAt
  statuses {
    id
    key
    name
    category
    color
    position
    wipLimit
  }
  labels {
    id
    name
    color
  }
}`) as unknown as TypedDocumentString<DeleteStatusMutation, DeleteStatusMutationVariables>;
export const CreateLabelDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateLabel($input: CreateLabelInput!) {
  createLabel(input: $input) {
    label {
      id
      name
      color
    }
  }
}
    `) as unknown as TypedDocumentString<CreateLabelMutation, CreateLabelMutationVariables>;
export const UpdateLabelDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateLabel($input: UpdateLabelInput!) {
  updateLabel(input: $input) {
    label {
      id
      name
      color
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateLabelMutation, UpdateLabelMutationVariables>;
export const DeleteLabelDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteLabel($id: ID!) {
  deleteLabel(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteLabelMutation, DeleteLabelMutationVariables>;
export const ServerStateDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ServerState {
  server {
    version
    registration
    needsSetup
  }
}
    `) as unknown as TypedDocumentString<ServerStateQuery, ServerStateQueryVariables>;
export const RefreshDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Refresh {
  refresh {
    ...Signed
  }
}
    fragment Viewer on User {
  id
  name
  email
  role
  timeZone
}
fragment Signed on AuthPayload {
  accessToken
  accessTokenExpiresAt
  user {
    ...Viewer
  }
}`) as unknown as TypedDocumentString<RefreshMutation, RefreshMutationVariables>;
export const SignInDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SignIn($input: LoginInput!) {
  login(input: $input) {
    ...Signed
  }
}
    fragment Viewer on User {
  id
  name
  email
  role
  timeZone
}
fragment Signed on AuthPayload {
  accessToken
  accessTokenExpiresAt
  user {
    ...Viewer
  }
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const SignUpDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SignUp($input: RegisterInput!) {
  register(input: $input) {
    ...Signed
  }
}
    fragment Viewer on User {
  id
  name
  email
  role
  timeZone
}
fragment Signed on AuthPayload {
  accessToken
  accessTokenExpiresAt
  user {
    ...Viewer
  }
}`) as unknown as TypedDocumentString<SignUpMutation, SignUpMutationVariables>;
export const SignOutDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SignOut {
  logout
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const SessionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Sessions {
  sessions {
    id
    userAgent
    ip
    createdAt
    lastUsedAt
    current
  }
}
    `) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const RevokeSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeSession($id: ID!) {
  revokeSession(id: $id)
}
    `) as unknown as TypedDocumentString<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const RevokeOtherSessionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeOtherSessions {
  revokeOtherSessions
}
    `) as unknown as TypedDocumentString<RevokeOtherSessionsMutation, RevokeOtherSessionsMutationVariables>;
export const ChangePasswordDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    ...Signed
  }
}
    fragment Viewer on User {
  id
  name
  email
  role
  timeZone
}
fragment Signed on AuthPayload {
  accessToken
  accessTokenExpiresAt
  user {
    ...Viewer
  }
}`) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const UpdateProfileDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    user {
      ...Viewer
    }
  }
}
    fragment Viewer on User {
  id
  name
  email
  role
  timeZone
}`) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const TaskDetailDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TaskDetail($ref: String!) {
  task(ref: $ref) {
    ...Card
    description
    createdBy {
      id
      name
    }
    updatedAt
    watchedByMe
    watchers {
      id
      name
    }
    project {
      id
      key
    }
    parent {
      id
      ref
      title
    }
    subtasks {
      ...RelatedTask
    }
    relations {
      kind
      task {
        ...RelatedTask
        project {
          key
        }
      }
    }
    comments(last: 50) {
      nodes {
        ...CommentParts
      }
      pageInfo {
        hasPreviousPage
        startCursor
      }
    }
  }
}
    fragment Card on Task {
  id
  ref
  number
  title
  status {
    id
    key
  }
  priority
  assignedUser {
    id
    name
  }
  labels {
    id
  }
  parent {
    id
  }
  startOn
  startAt
  dueOn
  dueAt
  position
  commentCount
  createdAt
  updatedAt
  completedAt
  deletedAt
  version
}
fragment CommentParts on Comment {
  id
  body
  createdAt
  editedAt
  author {
    id
    name
  }
}
fragment RelatedTask on Task {
  id
  ref
  title
  deletedAt
  status {
    id
    name
    category
    color
  }
}`) as unknown as TypedDocumentString<TaskDetailQuery, TaskDetailQueryVariables>;
export const EarlierCommentsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query EarlierComments($id: ID!, $before: String!) {
  task(id: $id) {
    comments(last: 50, before: $before) {
      nodes {
        ...CommentParts
      }
      pageInfo {
        hasPreviousPage
        startCursor
      }
    }
  }
}
    fragment CommentParts on Comment {
  id
  body
  createdAt
  editedAt
  author {
    id
    name
  }
}`) as unknown as TypedDocumentString<EarlierCommentsQuery, EarlierCommentsQueryVariables>;
export const TaskHistoryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TaskHistory($id: ID!, $before: String) {
  task(id: $id) {
    events(last: 30, before: $before) {
      nodes {
        id
        type
        at
        actor {
          id
          name
        }
        changes {
          field
          from
          to
        }
      }
      pageInfo {
        hasPreviousPage
        startCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TaskHistoryQuery, TaskHistoryQueryVariables>;
export const RelateTasksDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RelateTasks($input: RelateTasksInput!) {
  relateTasks(input: $input) {
    task {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RelateTasksMutation, RelateTasksMutationVariables>;
export const UnrelateTasksDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnrelateTasks($input: RelateTasksInput!) {
  unrelateTasks(input: $input) {
    task {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<UnrelateTasksMutation, UnrelateTasksMutationVariables>;
export const MoveTaskAcrossDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MoveTaskAcross($input: MoveTaskInput!) {
  moveTask(input: $input) {
    task {
      id
      ref
      project {
        key
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MoveTaskAcrossMutation, MoveTaskAcrossMutationVariables>;
export const WatchTaskDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation WatchTask($id: ID!) {
  watchTask(id: $id) {
    task {
      id
      watchedByMe
    }
  }
}
    `) as unknown as TypedDocumentString<WatchTaskMutation, WatchTaskMutationVariables>;
export const UnwatchTaskDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnwatchTask($id: ID!) {
  unwatchTask(id: $id) {
    task {
      id
      watchedByMe
    }
  }
}
    `) as unknown as TypedDocumentString<UnwatchTaskMutation, UnwatchTaskMutationVariables>;
export const AddCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AddComment($input: AddCommentInput!) {
  addComment(input: $input) {
    comment {
      ...CommentParts
    }
  }
}
    fragment CommentParts on Comment {
  id
  body
  createdAt
  editedAt
  author {
    id
    name
  }
}`) as unknown as TypedDocumentString<AddCommentMutation, AddCommentMutationVariables>;
export const UpdateCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateComment($input: UpdateCommentInput!) {
  updateComment(input: $input) {
    comment {
      ...CommentParts
    }
  }
}
    fragment CommentParts on Comment {
  id
  body
  createdAt
  editedAt
  author {
    id
    name
  }
}`) as unknown as TypedDocumentString<UpdateCommentMutation, UpdateCommentMutationVariables>;
export const DeleteCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteComment($id: ID!) {
  deleteComment(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteCommentMutation, DeleteCommentMutationVariables>;
export const FindTasksDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FindTasks($filter: TaskFilter!, $orderBy: TaskOrder!, $after: String) {
  tasks(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    nodes {
      ...TaskRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TaskRow on Task {
  id
  ref
  title
  priority
  dueOn
  dueAt
  updatedAt
  status {
    id
    name
    category
    color
  }
  project {
    id
    key
    name
  }
}`) as unknown as TypedDocumentString<FindTasksQuery, FindTasksQueryVariables>;