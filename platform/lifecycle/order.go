package lifecycle

import (
	"fmt"
	"slices"
)

// inOrder puts every unit behind those that it needs, and otherwise leaves them as they were added.
func inOrder(units []Unit) ([]Unit, error) {
	byName := map[string]Unit{}
	for _, u := range units {
		if _, twice := byName[u.Name]; twice {
			return nil, fmt.Errorf("two units are named %q", u.Name)
		}
		byName[u.Name] = u
	}
	var order []Unit
	placed := map[string]bool{}
	var place func(u Unit, path []string) error
	place = func(u Unit, path []string) error {
		if placed[u.Name] {
			return nil
		}
		if slices.Contains(path, u.Name) {
			return fmt.Errorf("units wait for each other: %v", append(path, u.Name))
		}
		for _, name := range u.After {
			needed, known := byName[name]
			if !known {
				return fmt.Errorf("%s needs %q, which is no unit", u.Name, name)
			}
			if err := place(needed, append(slices.Clone(path), u.Name)); err != nil {
				return err
			}
		}
		placed[u.Name] = true
		order = append(order, u)
		return nil
	}
	for _, u := range units {
		if err := place(u, nil); err != nil {
			return nil, err
		}
	}
	return order, nil
}
