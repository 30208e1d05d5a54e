using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// Starts the dirty log of a container, reads it, or stops it, as the dice say. Who started it stops it at the end,
/// even when another did so before.
/// </summary>
/// <param name="containers">The containers to choose from.</param>
/// <param name="slots">How many slots each has.</param>
public sealed class DirtyLogWorkload(IReadOnlyList<ActorId> containers, int slots) : StormWorkload
{
    /// <summary>Who has a log on stops it in one of so many throws, and reads it in the others.</summary>
    private const int StopsIn = 4;

    private const int Starting = 0;
    private const int Reading = 1;
    private const int Stopping = 2;
    private const int BitsOfByte = 8;

    /// <inheritdoc/>
    public override string Name => "dirtylog";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["start", "read", "stop"];

    /// <inheritdoc/>
    public override int GivesBack => Stopping;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (state.TryAny(place, out var held))
        {
            if (state.Throw(StopsIn) > 0) { return Ask(new(held, Reading, 0), outbox); }
            state.Drop(in held);
            return GiveBack(in held, outbox);
        }

        if (!hasRoom) { return null; }
        StormThing thing = new(place, containers[state.Throw(containers.Count)], 0);
        return Ask(new(thing, Starting, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<ContainerMessage.Bits>()) { return null; }
        var error = envelope.Read<ContainerMessage.Done>().Error;
        var holds = call.Verb == Starting ? error == Errno.None : call.Verb == Stopping && error == Errno.EAGAIN;
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) => containers.Contains(call.Thing.At) && call.Thing.Key == 0;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        var at = call.Thing.At;
        switch (call.Verb)
        {
            case Starting: outbox.Send(at, default(ContainerMessage.StartLog)); break;
            case Reading: Read(at, outbox); break;
            default: outbox.Send(at, default(ContainerMessage.StopLog)); break;
        }

        return call;
    }

    private void Read(ActorId container, Outbox outbox)
    {
        var pages = (ulong)slots * DmaMapWorkload.PagesOfSlot;
        ByteCount size = new(pages << Paging.Shift);
        outbox.Send(container, new ContainerMessage.GetLog(
            default, size, new(pages / BitsOfByte), UnmapModes.None, default));
    }
}
