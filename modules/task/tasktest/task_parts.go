package tasktest

// taskParts are the tests of tasks and comments.
func taskParts() []cases {
	return []cases{
		taskCases(), taskUpdateCases(), taskTreeCases(), taskRightsCases(), taskInputCases(), taskLoadCases(),
		moveCases(), moveAcrossCases(), bulkCases(), trashCases(), relationCases(), watcherCases(),
		commentCases(), listCases(), listFilterCases(), listFreshCases(), searchCases(),
	}
}
