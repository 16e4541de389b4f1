package tasktest

// parts are the suite's tests, one map for each kind of thing.
func parts() []cases {
	return append([]cases{
		projectCases(), projectListCases(), memberCases(), statusCases(), labelCases(),
		historyCases(), inputCases(), rightsCases(), moreRightsCases(), setCases(),
	}, taskParts()...)
}
