// Package chaos breaks Tasklane on purpose and shows that nobody is harmed: real processes of the built binary beside a
// PostgreSQL, a Redis and a Kafka of their own, with proxies in between that can slow, cut and swallow what goes over
// the wire. While four people write and others follow along, something is killed, stopped, emptied or made slow. In the
// end everything that was acknowledged must be there once, every subscriber must have seen each event once and in order,
// each notification must have been given once, and ten seconds after the fault all must work as before.
//
//	make chaos                                   every fault, once, shortened, as in make test
//	make chaos CHAOS='-duration 30m -seed 42'    after that, faults at random for half an hour
//	make chaos CHAOS='-run TestQ29'              one of them
//
// It needs what `make test` needs in CI: PostgreSQL, Redis, Java for Kafka; and root or user namespaces for Q35.
//
// A test is named by the requirement that it proves. What is random comes from the seed that is printed; how processes
// interleave does not, so the seed makes the same faults in the same order and not the same run.
//
// What of these requirements is proven closer to the code is not repeated here: the form of events (Q7) in schema, panics
// (Q36) in platform/tcp and the gateway's transport, NGINX before gateways that go (Q20) in nginx.
//
// All of it is tests. They share one world and one machine, so they run one after the other.
package chaos
