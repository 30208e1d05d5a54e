using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// What a subsystem contributes to a storm: operations that clients do as the dice say, and how what they took is given
/// back. Pure, and without state of its own: what it must remember is in the call or among the things held.
/// </summary>
public abstract class StormWorkload
{
    private const int GivesBackIn = 4;

    /// <summary>The name in a mix, such as <c>attach</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What can be done, by the numbers of the verbs, such as <c>map</c>.</summary>
    public abstract IReadOnlyList<string> Verbs { get; }

    /// <summary>The verb that gives back what was taken; -1 when nothing ever is.</summary>
    public virtual int GivesBack => -1;

    /// <summary>
    /// The workload that must be in the mix right before this one, which works on what that one took; null for none.
    /// </summary>
    public virtual string? Needs => null;

    /// <summary>Begins an operation: throws the dice, sends the first request.</summary>
    /// <param name="state">The client: for its dice and what it holds.</param>
    /// <param name="place">The place of this workload in the mix, for the things that it takes.</param>
    /// <param name="hasRoom">Whether the client may take one more thing.</param>
    /// <param name="outbox">Serves the new operation already.</param>
    /// <returns>The call; null when the client can do nothing of this sort now, and nothing was sent.</returns>
    public abstract StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox);

    /// <summary>
    /// Whether a call gives up something held: from its first request on it is no longer among what the client holds.
    /// </summary>
    public virtual bool GivesUp(in StormCall call) => call.Verb == GivesBack;

    /// <summary>Hears an answer.</summary>
    /// <param name="call">The operation that was answered.</param>
    /// <param name="state">The client; what was taken is put among the things it holds.</param>
    /// <param name="envelope">The answer.</param>
    /// <param name="outbox">For the next request of an operation that goes on.</param>
    /// <returns>Why the operation was refused, or none; null when it goes on.</returns>
    public abstract Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox);

    /// <summary>Begins to give something back, which is no longer among the things held.</summary>
    /// <returns>The call.</returns>
    public StormCall GiveBack(in StormThing thing, Outbox outbox)
    {
        Ensure.That(GivesBack >= 0, "only who takes something gives it back");
        return Ask(new(thing, GivesBack, 0), outbox);
    }

    /// <summary>
    /// Begins to give back one of the things held, in all but one of a few throws: what everybody holds for long is
    /// seldom the first or the last.
    /// </summary>
    /// <returns>The call; null when the dice are against it, or nothing is held.</returns>
    protected StormCall? MayGiveBack(StormClientState state, int place, Outbox outbox)
    {
        if (state.Throw(GivesBackIn) == 0 || !state.TryAny(place, out var held)) { return null; }
        state.Drop(in held);
        return GiveBack(in held, outbox);
    }

    /// <summary>
    /// Whether a call can be one of this workload: who and what it is about is among what there is to choose from.
    /// </summary>
    public abstract bool Knows(in StormCall call);

    /// <summary>Sends the first request of a call.</summary>
    /// <returns>The call.</returns>
    public abstract StormCall Ask(in StormCall call, Outbox outbox);

    /// <summary>A call together with what a client does not remember of it, and only the request says.</summary>
    /// <param name="call">What a client has in flight.</param>
    /// <param name="request">Its first request.</param>
    /// <returns>What <see cref="Ask"/> repeats.</returns>
    public virtual StormCall Said(in StormCall call, in Envelope request) => call;
}
