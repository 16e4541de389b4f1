// Package user is the contract of the user module: accounts, sign-in and sessions. Who holds a
// Service neither knows nor asks whether it runs in this process.
package user

import (
	"encoding/json"
	"slices"
	"time"

	"tasklane/platform/null"
	"tasklane/platform/page"
)

// Role is what an account may do on the whole site; a project's roles are the task module's.
type Role string

// The roles. The first account is Admin.
const (
	Admin  Role = "ADMIN"
	Member Role = "MEMBER"
)

// User is an account. Accounts are never removed, only disabled. Email is for the account itself, for
// admins and for those who share a project: the gateway blanks it for everybody else.
type User struct {
	ID        string
	Name      string
	Email     string
	Role      Role
	TimeZone  string // IANA name
	CreatedAt time.Time
	Disabled  bool
}

// Card is what other modules need to know of an account.
type Card struct {
	ID      string
	Name    string
	Enabled bool
}

// Session is a signed-in device.
type Session struct {
	ID         string
	UserAgent  string
	IP         string
	CreatedAt  time.Time
	LastUsedAt time.Time
	// Current marks the session of the caller.
	Current bool
}

// State is what every request is checked against: the role, and which sessions are alive. It is
// the value of the cache key user:{id}:session.
type State struct {
	UserID  string
	Role    Role
	Enabled bool
	// Sessions has the ids of the live sessions.
	Sessions []string
	// Counter grows with every change of what stands here; a cached state gives way to a greater one only.
	Counter int64
}

// Alive says whether the session is one of the state's and the account enabled.
func (s State) Alive(sessionID string) bool {
	if !s.Enabled {
		return false
	}
	return slices.Contains(s.Sessions, sessionID)
}

// Encode is the cached form of a state.
func (s State) Encode() []byte {
	raw, _ := json.Marshal(s) // strings, a bool and a number always marshal
	return raw
}

// DecodeState reads what Encode wrote.
func DecodeState(raw []byte) (State, error) {
	var s State
	err := json.Unmarshal(raw, &s)
	return s, err
}

// CacheKey is the key of a user's State in the cache; its TTL is StateTTL from the database read.
func CacheKey(userID string) string { return "user:" + userID + ":session" }

// StateTTL bounds how long an ended session may go unnoticed where no broadcast arrives.
const StateTTL = 30 * time.Second

// Channel is the broadcast channel of a user. It carries SessionsEnded, and the notification
// module's messages; a message is a JSON object with the member "type".
func Channel(userID string) string { return "user:" + userID }

// SessionsEndedType is the type of a SessionsEnded message.
const SessionsEndedType = "sessions.ended"

// SessionsEnded tells the gateways which sessions are over, so that their sockets close.
type SessionsEnded struct {
	Type       string   `json:"type"` // SessionsEndedType
	SessionIDs []string `json:"sessionIds"`
}

// ProfilesChannel is the broadcast channel of ProfileChanged.
const ProfilesChannel = "profiles"

// ProfileChanged tells the gateways that what they have read of a User is old.
type ProfileChanged struct {
	UserID string `json:"userId"`
}

// Grant is the outcome of a sign-in: a short-lived access token and a refresh token that works once.
type Grant struct {
	User                 User
	SessionID            string
	AccessToken          string
	AccessTokenExpiresAt time.Time
	RefreshToken         string
	// RefreshTokenExpiresAt is when the session ends by itself; a cookie lives as long.
	RefreshTokenExpiresAt time.Time
}

// Setup is what a visitor may know before signing in.
type Setup struct {
	Registration Registration
	// NeedsSetup is true until the first account exists.
	NeedsSetup bool
}

// Registration says who may make an account.
type Registration string

// The ways of registration. While no account exists, the first one may always be made.
const (
	Open   Registration = "OPEN"
	Invite Registration = "INVITE"
	Closed Registration = "CLOSED"
)

// Device is what a sign-in knows of the machine that it came from. IP is what limits are counted
// for, see identity.Identity.Client.
type Device struct {
	UserAgent string
	IP        string
}

// Register asks for a new account.
type Register struct {
	Name, Email, Password string
	Device                Device
}

// Login asks for a session.
type Login struct {
	Email, Password string
	Device          Device
}

// Refresh asks for the next pair of tokens.
type Refresh struct {
	RefreshToken string
	Device       Device
}

// ChangePassword replaces the caller's password.
type ChangePassword struct {
	Current, New string
	Device       Device
}

// UpdateProfile changes what is set; name, e-mail and time zone cannot be null. A new e-mail needs
// CurrentPassword.
type UpdateProfile struct {
	Name, Email, TimeZone null.Of[string]
	CurrentPassword       string
	Device                Device
}

// Find asks for accounts: enabled ones, by a name's prefix or a complete e-mail address.
type Find struct {
	Query           string
	IncludeDisabled bool
	Page            page.Args
}

// Create is an account made by an operator at the command line. An empty Role is Member; the first
// account of the site becomes Admin whatever is asked.
type Create struct {
	Name, Email, Password string
	Role                  Role
}
