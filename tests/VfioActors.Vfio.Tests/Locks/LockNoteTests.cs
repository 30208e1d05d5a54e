using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Locks;

namespace VfioActors.Vfio.Tests.Locks;

/// <summary>What a lock says of itself, by its name and by the names of those who take it.</summary>
public sealed class LockNoteTests
{
    private static readonly ActorId Lock = new(1);
    private static readonly ActorId First = new(2);
    private static readonly ActorId Second = new(3);

    private readonly LockBehavior _behavior = new();
    private readonly LockState _state;
    private readonly Outbox _outbox = new() { Listening = true, NameOf = NameOf };

    public LockNoteTests() => _state = _behavior.Create(new Journal(keeps: false));

    [Fact]
    public void A_free_lock_is_taken() => Assert.Equal(["2: takes list_lock"], Hears<LockMessage.Acquire>(First));

    [Fact]
    public void Who_waits_says_for_what_and_for_whom()
    {
        Hears<LockMessage.Acquire>(First);
        Assert.Equal(["3: waits for list_lock, held by CPU0"], Hears<LockMessage.Acquire>(Second));
    }

    [Fact]
    public void A_release_shows_in_the_operation_that_releases_and_the_next_takes_it_in_its_own()
    {
        Hears<LockMessage.Acquire>(First);
        Hears<LockMessage.Acquire>(Second);
        Assert.Equal(["2: releases list_lock", "3: takes list_lock"], Hears<LockMessage.Release>(First));
    }

    private static string NameOf(ActorId actor) => actor == Lock ? "list_lock" : $"CPU{actor.Value - 2}";

    /// <returns>The notes, each with the number of its operation.</returns>
    private IReadOnlyList<string> Hears<T>(ActorId from)
        where T : unmanaged, IMessage
    {
        OperationId served = new(from.Value);
        _outbox.Open(Lock, served, 0, default);
        _behavior.Receive(_state, Envelope.Of<T>(from, Lock, served, 0, default), _outbox);
        return [.. _outbox.Notes.ToArray().Select(note => $"{note.Operation}: {note.Text}")];
    }
}
