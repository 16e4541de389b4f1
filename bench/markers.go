package main

import (
	"fmt"
	"os"
	"strings"
)

// The figures of a document stand between these lines; what people wrote around them stays.
const (
	markerBegin = "<!-- figures: written by make bench -->"
	markerEnd   = "<!-- end of figures -->"
)

// replaceBetweenMarkers puts the text into the file in place of what is between the markers.
func replaceBetweenMarkers(path, text string) error {
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	document, err := between(string(old), text)
	if err != nil {
		return fmt.Errorf("%s %w", path, err)
	}
	return os.WriteFile(path, []byte(document), 0o644) // a document that all may read
}

func between(document, text string) (string, error) {
	before, rest, begins := strings.Cut(document, markerBegin)
	_, after, ends := strings.Cut(rest, markerEnd)
	if !begins || !ends {
		return "", fmt.Errorf("lacks the lines %s and %s, between which the figures go", markerBegin, markerEnd)
	}
	return before + markerBegin + "\n\n" + strings.TrimSpace(text) + "\n\n" + markerEnd + after, nil
}
