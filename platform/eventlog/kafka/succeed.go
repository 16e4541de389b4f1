package kafka

import (
	"context"
	"errors"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// succeedWithin bounds what a process that starts waits for Kafka before it joins its groups.
const succeedWithin = 2 * time.Second

// succeed takes out of a group whoever was its member under this process's name: one that was killed in its place. Kafka
// would keep the partitions of the dead for as long as silentFor; and of one who died while waiting to be let in it does
// not even see that, lets the dead one in, and waits for it once more. Somebody alive who has the same name, which is a
// mistake, comes back by themselves. Nothing depends on this: without it the others wait.
func (c Cluster) succeed(ctx context.Context, group string) error {
	if c.Process == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, succeedWithin)
	defer cancel()
	client, err := c.client()
	if err != nil {
		return err
	}
	defer client.Close()
	described, err := kadm.NewClient(client).DescribeGroups(ctx, group)
	if err != nil {
		return err
	}
	leave := kmsg.NewPtrLeaveGroupRequest()
	leave.Group = group
	for _, m := range described[group].Members {
		if m.ClientID == c.memberName() {
			gone := kmsg.NewLeaveGroupRequestMember()
			gone.MemberID = m.MemberID
			leave.Members = append(leave.Members, gone)
		}
	}
	if len(leave.Members) == 0 {
		return nil
	}
	answer, err := leave.RequestWith(ctx, client)
	if err != nil {
		return err
	}
	errs := []error{kerr.ErrorForCode(answer.ErrorCode)}
	for _, m := range answer.Members {
		errs = append(errs, kerr.ErrorForCode(m.ErrorCode))
	}
	return errors.Join(errs...)
}

// memberName is what a member of a group says that it is.
func (c Cluster) memberName() string {
	if c.Process == "" {
		return clientID
	}
	return clientID + "/" + c.Process
}
