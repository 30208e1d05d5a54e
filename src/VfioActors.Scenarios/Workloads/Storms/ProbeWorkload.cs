using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// Lets a device read memory under some PASID, whoever has it now: mostly it faults, sometimes it reads.
/// </summary>
/// <param name="units">The unit of each device.</param>
/// <param name="pasids">The ids 1 to this are tried.</param>
/// <param name="pages">How many addresses are tried.</param>
public sealed class ProbeWorkload(IReadOnlyList<ActorId> units, int pasids, int pages) : StormWorkload
{
    private const int PageShift = 12;

    /// <inheritdoc/>
    public override string Name => "dma";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["read"];

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        var device = state.Throw(units.Count);
        var page = state.Throw(pages);
        StormThing thing = new(place, units[device], KeyOf(device, state.Throw(pasids), page));
        _ = Ask(new(thing, 0, 0), outbox);
        return new(thing with { Key = device }, 0, 0);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox) =>
        envelope.Read<IommuUnitMessage.Read>().Error;

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        call.Thing.Key >= 0 && call.Thing.Key < KeyOf(units.Count, 0, 0) && units[DeviceOf(in call)] == call.Thing.At;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        Iova iova = new((ulong)(call.Thing.Key % pages) << PageShift);
        Pasid pasid = new((int)(call.Thing.Key / pages % pasids) + 1);
        outbox.Send(call.Thing.At, new IommuUnitMessage.Dma(new(DeviceOf(in call)), pasid, iova));
        return call;
    }

    /// <inheritdoc/>
    public override StormCall Said(in StormCall call, in Envelope request)
    {
        var dma = request.Read<IommuUnitMessage.Dma>();
        var key = KeyOf(dma.Device.Value, dma.Pasid.Value - 1, (int)(dma.Iova.Value >> PageShift));
        return call with { Thing = call.Thing with { Key = key } };
    }

    /// <summary>Device, PASID and page in one number; a client remembers no more of it than the device.</summary>
    private long KeyOf(int device, int pasid, int page) => ((((long)device * pasids) + pasid) * pages) + page;

    private int DeviceOf(in StormCall call) => (int)(call.Thing.Key / pages / pasids);
}
