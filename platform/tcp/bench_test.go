package tcp_test

import (
	"sync/atomic"
	"testing"

	"tasklane/platform/identity"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// BenchmarkCall is what a call costs that does nothing: one caller, and 64 of them.
func BenchmarkCall(b *testing.B) {
	p := tcptest.Loopback(b, serving(echo))
	ctx := identity.With(b.Context(), identity.OfUser("0198f2b4-5a62-7cc1-9d5f-0a4b6b8f2a11", "0198f2b4-5a62-7cc1-9d5f-0a4b6b8f2a12", false))
	b.Run("one", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := do(ctx, p, "x"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("64", func(b *testing.B) {
		b.ReportAllocs()
		b.SetParallelism(64)
		var failed atomic.Int64
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, err := do(ctx, p, "x"); err != nil {
					failed.Add(1)
				}
			}
		})
		if failed.Load() > 0 {
			b.Fatalf("%d calls failed", failed.Load())
		}
	})
}

// BenchmarkWire is what the values of a full page cost.
func BenchmarkWire(b *testing.B) {
	page := make([]cargo, 50)
	for i := range page {
		page[i] = full()
	}
	raw, err := tcp.Encode(page)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("encode", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			if _, err := tcp.Encode(page); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			var into []cargo
			if err := tcp.Decode(raw, &into); err != nil {
				b.Fatal(err)
			}
		}
	})
}
