using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// Makes a vendor driver read or write a page by IOVA with the CPU, whether anybody has it mapped or not: nothing is
/// pinned for that.
/// </summary>
/// <param name="drivers">The drivers to choose from.</param>
/// <param name="slots">How many slots each container has.</param>
public sealed class DmaRwWorkload(IReadOnlyList<ActorId> drivers, int slots) : StormWorkload
{
    /// <summary>What is about a page has its number times this for a key, and what is written on top.</summary>
    private const int Values = 16;

    private const int Reading = 0;
    private const int Writing = 1;

    private static readonly ByteCount Size = new(1UL << Paging.Shift);

    /// <inheritdoc/>
    public override string Name => "dmarw";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["read", "write"];

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        var driver = drivers[state.Throw(drivers.Count)];
        var page = state.Throw(slots * DmaMapWorkload.PagesOfSlot);
        var value = state.Throw(Values);
        StormThing thing = new(place, driver, ((long)page * Values) + value);
        return Ask(new(thing, value == 0 ? Reading : Writing, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox) =>
        envelope.Is<VendorDriverMessage.Bytes>() ? null : envelope.Read<VendorDriverMessage.Moved>().Error;

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) => drivers.Contains(call.Thing.At)
        && call.Thing.Key >= 0 && call.Thing.Key < (long)slots * DmaMapWorkload.PagesOfSlot * Values;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        Iova iova = new((ulong)(call.Thing.Key / Values) << Paging.Shift);
        var value = (int)(call.Thing.Key % Values);
        var modes = call.Verb == Reading ? AccessModes.Read : AccessModes.Write;
        outbox.Send(call.Thing.At, new VendorDriverMessage.Access(iova, Size, default, modes, value, 0));
        return call;
    }
}
