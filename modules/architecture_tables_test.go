package modules_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	creates    = regexp.MustCompile(`(?i)\bCREATE\s+(?:VIRTUAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?([a-z_][a-z0-9_]*)`)
	references = regexp.MustCompile(`(?i)\bREFERENCES\s+"?([a-z_][a-z0-9_]*)`)
	// mentions finds the table after each word that one can stand behind. Our SQL has its keywords in capitals, also in
	// fragments; "removed from tasks" is a sentence, unless it stands in a statement.
	mentions  = regexp.MustCompile(`\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:ONLY\s+)?"?([a-z_][a-z0-9_]*)`)
	inLower   = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:ONLY\s+)?"?([a-z_][a-z0-9_]*)`)
	statement = regexp.MustCompile(`(?i)^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\s`)
)

// tables reads who owns which table from migrations/<module>/{sqlite,postgres}/*.sql, and finds the foreign keys that lead to
// another module's (rule 5).
func tables(t *testing.T, folder string) (owners map[string]string, violations []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*", "*", "*.sql"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		relative, err := filepath.Rel(folder, path)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.ToSlash(relative)] = string(text)
	}
	return owned(texts)
}

func owned(migrations map[string]string) (owners map[string]string, violations []string) {
	owners = map[string]string{}
	for path, text := range migrations {
		module, _, _ := strings.Cut(path, "/")
		for _, match := range creates.FindAllStringSubmatch(text, -1) {
			table := strings.ToLower(match[1])
			if other, twice := owners[table]; twice && other != module {
				violations = append(violations, fmt.Sprintf("the table %s is made by %s and by %s", table, other, module))
			}
			owners[table] = module
		}
	}
	for path, text := range migrations {
		module, _, _ := strings.Cut(path, "/")
		for _, match := range references.FindAllStringSubmatch(text, -1) {
			if owner := owners[strings.ToLower(match[1])]; owner != "" && owner != module {
				violations = append(violations, fmt.Sprintf("migrations/%s has a foreign key to %s, which is %s's", path, match[1], owner))
			}
		}
	}
	return owners, violations
}

// foreignTables finds SQL text of one module that names a table of another (rule 5). Tests are held to it too:
// what they need of another module they ask of its service.
func foreignTables(files []file, owners map[string]string) (violations []string) {
	for _, f := range files {
		module := moduleOf("tasklane/" + filepath.ToSlash(filepath.Dir(f.path)))
		if module == "" {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				return true
			}
			pattern := mentions
			if statement.MatchString(text) {
				pattern = inLower
			}
			for _, match := range pattern.FindAllStringSubmatch(text, -1) {
				if owner := owners[strings.ToLower(match[1])]; owner != "" && owner != module {
					violations = append(violations, fmt.Sprintf("%s reads or writes %s, which is %s's: %q", f.path, match[1], owner, text))
				}
			}
			return true
		})
	}
	return violations
}
