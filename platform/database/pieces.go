package database

import (
	"fmt"
	"strings"
)

// Values are n rows of placeholders for VALUES, each of width columns, from $first on: ($1, $2), ($3, $4).
func Values(n, width, first int) string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = "(" + placeholders(width, first+i*width) + ")"
	}
	return strings.Join(rows, ", ")
}

// Keyset is the condition and the order of a page that starts behind a place: the columns are compared as one value with
// the arguments from $first on. Without a place (first 0) the condition is true.
func Keyset(columns []string, backward bool, first int) (condition, order string) {
	direction, compare := " ASC", ">"
	if backward {
		direction, compare = " DESC", "<"
	}
	order = strings.Join(columns, direction+", ") + direction
	if first == 0 {
		return "TRUE", order
	}
	return fmt.Sprintf("(%s) %s (%s)", strings.Join(columns, ", "), compare, placeholders(len(columns), first)), order
}

func placeholders(n, first int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("$%d", first+i)
	}
	return strings.Join(list, ", ")
}
