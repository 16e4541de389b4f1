package app

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown reads what people write as the web app does.
var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()

// cutLink is a link whose end was cut off together with the rest of a long text.
var cutLink = regexp.MustCompile(`!?\[([^\[\]]*)(?:\]\([^()\s]*)?$`)

// plain gives what is read of a Markdown text: the words without the marks around them, of a mention and a link the
// name, of an image the caption. HTML is text, because nothing shows it as anything else. Parts are divided by
// line breaks.
func plain(source string) string {
	p := plainer{source: []byte(cutLink.ReplaceAllString(source, "$1"))}
	_ = ast.Walk(markdown.Parse(text.NewReader(p.source)), p.visit) // visit gives no error
	return strings.TrimSpace(p.out.String())
}

type plainer struct {
	source []byte
	out    strings.Builder
}

func (p *plainer) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		if n.Type() == ast.TypeBlock {
			p.out.WriteByte('\n')
		}
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Text:
		p.text(n)
	case *ast.AutoLink:
		p.out.Write(n.Label(p.source))
	case *ast.RawHTML:
		p.out.Write(n.Segments.Value(p.source))
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		p.out.Write(n.Lines().Value(p.source))
	case *ast.HTMLBlock:
		p.out.Write(n.Lines().Value(p.source))
		if n.HasClosure() {
			p.out.Write(n.ClosureLine.Value(p.source))
		}
	}
	return ast.WalkContinue, nil
}

func (p *plainer) text(n *ast.Text) {
	value := n.Segment.Value(p.source)
	if _, code := n.Parent().(*ast.CodeSpan); !code {
		value = util.ResolveNumericReferences(util.ResolveEntityNames(util.UnescapePunctuations(value)))
	}
	p.out.Write(value)
	if n.SoftLineBreak() || n.HardLineBreak() {
		p.out.WriteByte('\n')
	}
}
