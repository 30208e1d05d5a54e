using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// Takes one of several places at one of several actors, and gives it back: map and unmap, for instance.
/// </summary>
/// <param name="actors">Where places are.</param>
/// <param name="places">How many each of them has.</param>
public abstract class PairedWorkload(IReadOnlyList<ActorId> actors, int places) : StormWorkload
{
    private const int Taking = 0;
    private const int GivingBack = 1;

    /// <inheritdoc/>
    public sealed override int GivesBack => GivingBack;

    /// <inheritdoc/>
    public sealed override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        if (!hasRoom) { return null; }
        StormThing thing = new(place, actors[state.Throw(actors.Count)], state.Throw(places));
        return Ask(new(thing, Taking, 0), outbox);
    }

    /// <inheritdoc/>
    public sealed override Errno? OnReply(
        in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = ErrorOf(in envelope);
        var holds = call.Verb == Taking ? error == Errno.None : StaysTaken(error);
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public sealed override bool Knows(in StormCall call) =>
        actors.Contains(call.Thing.At) && call.Thing.Key >= 0 && call.Thing.Key < places;

    /// <inheritdoc/>
    public sealed override StormCall Ask(in StormCall call, Outbox outbox)
    {
        var place = (ulong)call.Thing.Key;
        if (call.Verb == Taking) { Take(call.Thing.At, place, outbox); }
        else { GiveBack(call.Thing.At, place, outbox); }

        return call;
    }

    /// <summary>Asks for a place.</summary>
    protected abstract void Take(ActorId at, ulong place, Outbox outbox);

    /// <summary>Gives a place back.</summary>
    protected abstract void GiveBack(ActorId at, ulong place, Outbox outbox);

    /// <summary>What an answer says.</summary>
    protected abstract Errno ErrorOf(in Envelope answer);

    /// <summary>Whether a place that was to be given back is still taken.</summary>
    protected virtual bool StaysTaken(Errno error) => error == Errno.EAGAIN;
}
