namespace VfioActors.Runtime.Tests.Control.Programs;

/// <summary>What an actor of a random program can do with a message.</summary>
internal enum Deed
{
    Tell,
    Forward,
    Reply,
    Ask,
    Await,
    Become,
    Stash,
    Unstash,
    Timer,
    Cancel,
    Timeout,
    Spawn,
    Stop,
    Poison,
    Watch,
    Throw,
    Publish,
    Subscribe,
    Select,
    Delay,
}
