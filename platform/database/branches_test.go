package database_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestNobodyElseAsksWhichDatabaseItIs walks all Go files of the repository: what differs between
// the databases is behind a method of Dialect, so that nothing works on one of them only.
func TestNobodyElseAsksWhichDatabaseItIs(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && (name == "node_modules" || name == ".git" || path == filepath.Join(root, "platform", "database")) {
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		files++
		positions := token.NewFileSet()
		file, err := parser.ParseFile(positions, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil // the compiler says what is wrong with it
		}
		for _, node := range dialectBranches(file) {
			t.Errorf("%s asks which database it is; put the difference behind a method of database.Dialect", positions.Position(node.Pos()))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("only %d files were looked at", files)
	}
}

// dialectBranches finds x.Dialect().Name(), and d.Name() for a d that was made by x.Dialect().
func dialectBranches(file *ast.File) (found []ast.Node) {
	dialects := map[string]bool{}
	ast.Inspect(file, func(node ast.Node) bool {
		if assign, ok := node.(*ast.AssignStmt); ok && len(assign.Lhs) == 1 && len(assign.Rhs) == 1 && callOf(assign.Rhs[0], "Dialect") != nil {
			if name, ok := assign.Lhs[0].(*ast.Ident); ok {
				dialects[name.Name] = true
			}
		}
		return true
	})
	ast.Inspect(file, func(node ast.Node) bool {
		receiver := callOf(node, "Name")
		if receiver == nil {
			return true
		}
		name, _ := receiver.(*ast.Ident)
		if callOf(receiver, "Dialect") != nil || name != nil && dialects[name.Name] {
			found = append(found, node)
		}
		return true
	})
	return found
}

// callOf is what a method of this name is called on, if the node is such a call.
func callOf(node ast.Node, method string) ast.Expr {
	call, ok := node.(*ast.CallExpr)
	if !ok {
		return nil
	}
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != method {
		return nil
	}
	return selector.X
}

func TestABranchOnTheDialectIsFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		`if db.Dialect().Name() == "sqlite" { return }`:            1,
		`switch tx.Dialect().Name() { case "x": }`:                 1,
		`d := q.Dialect(); if d.Name() != "postgres" { return }`:   1,
		`_ = q.Dialect().In("a", 1); h := handler{}; _ = h.Name()`: 0,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc f() {"+text+"}", parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(dialectBranches(file)); got != want {
			t.Errorf("%s: %d found, want %d", text, got, want)
		}
	}
}
