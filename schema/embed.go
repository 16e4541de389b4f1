// Package schema embeds the public contracts of Tasklane.
package schema

import _ "embed"

// SDL is the GraphQL API, schema.graphql.
//
//go:embed schema.graphql
var SDL string

// The JSON Schemas of the records in the Kafka topics; events.md says what goes with them.
var (
	//go:embed task-events.schema.json
	TaskEvents string
	//go:embed notification-events.schema.json
	NotificationEvents string
)
