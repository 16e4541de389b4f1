package main

// columns is how wide Grafana's grid is.
const columns = 24

// prometheus is whichever data source is chosen above the dashboard.
var prometheus = &datasource{Type: "prometheus", UID: "${datasource}"}

// page is a dashboard while panels are put on it, from left to right and line by line.
type page struct {
	dashboard

	x, y, tallest int
}

func newPage(uid, title, description string) *page {
	return &page{dashboard: dashboard{
		UID: "tasklane-" + uid, Title: "Tasklane · " + title, Description: description, Tags: []string{"tasklane"},
		SchemaVersion: 39, GraphTooltip: 1, Refresh: "30s", Time: span{"now-3h", "now"},
		Links: []link{{Title: "Tasklane", Type: "dashboards", Tags: []string{"tasklane"}, AsDropdown: true, IncludeVars: true, KeepTime: true}},
		Templating: templating{List: []variable{
			{Name: "datasource", Label: "Data source", Type: "datasource", Query: "prometheus"},
		}},
	}}
}

// row begins a part of the page under a heading.
func (p *page) row(title string) {
	p.wrap()
	open := false
	p.put(panel{Type: "row", Title: title, Collapsed: &open, Panels: &[]panel{}}, columns, 1)
}

// line is one query of a panel: what it is called, and its expression.
type line struct{ legend, expr string }

// unit is how Grafana writes a number.
type unit string

const (
	perSecond unit = "ops"
	seconds   unit = "s"
	ratio     unit = "percentunit"
	number    unit = "short"
	octets    unit = "bytes"
)

// graph puts a graph on the page, a third of it wide.
func (p *page) graph(title string, u unit, description string, lines ...line) {
	least := 0.0
	p.put(panel{
		Type: "timeseries", Title: title, Description: description, Datasource: prometheus, Targets: targets(lines, false),
		FieldConfig: &fields{Overrides: []any{}, Defaults: defaults{
			Unit: string(u), Min: &least, Custom: map[string]any{"lineWidth": 1, "fillOpacity": 8, "showPoints": "never"},
		}},
		Options: map[string]any{
			"legend":  map[string]any{"displayMode": "list", "placement": "bottom", "showLegend": true},
			"tooltip": map[string]any{"mode": "multi", "sort": "desc"},
		},
	}, columns/3, 8)
}

// figure puts a single number on the page, a sixth of it wide. From yellow and red on it has those colours.
func (p *page) figure(title string, u unit, yellow, red float64, description, expr string) {
	p.put(panel{
		Type: "stat", Title: title, Description: description, Datasource: prometheus, Targets: targets([]line{{title, expr}}, true),
		FieldConfig: &fields{Overrides: []any{}, Defaults: defaults{
			Unit: string(u), Color: &color{"thresholds"},
			Thresholds: &thresholds{"absolute", []step{{"green", nil}, {"yellow", &yellow}, {"red", &red}}},
		}},
		Options: map[string]any{
			"reduceOptions": map[string]any{"calcs": []string{"lastNotNull"}, "fields": "", "values": false},
			"colorMode":     "value", "graphMode": "none", "textMode": "value",
		},
	}, columns/6, 4)
}

func targets(lines []line, instant bool) []target {
	list := make([]target, len(lines))
	for i, l := range lines {
		list[i] = target{RefID: string(rune('A' + i)), Datasource: prometheus, Expr: l.expr, LegendFormat: l.legend, Instant: instant}
	}
	return list
}

func (p *page) put(one panel, width, height int) {
	if p.x+width > columns {
		p.wrap()
	}
	one.ID, one.GridPos = len(p.Panels)+1, grid{X: p.x, Y: p.y, W: width, H: height}
	p.Panels = append(p.Panels, one)
	p.x, p.tallest = p.x+width, max(p.tallest, height)
	if p.x == columns {
		p.wrap()
	}
}

// wrap begins a new line.
func (p *page) wrap() {
	p.x, p.y, p.tallest = 0, p.y+p.tallest, 0
}
