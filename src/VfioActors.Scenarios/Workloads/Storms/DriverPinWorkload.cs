using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// Makes a vendor driver pin a run of pages of a slot that the client has mapped, or unpin one that it pinned, as the
/// dice say. In a mix it stands right behind <see cref="DmaMapWorkload"/>.
/// </summary>
/// <remarks>
/// Nobody pins what another may be unmapping: pages that are pinned again in each round of an unmap make the kernel die
/// after the eleventh, which is the fault of who pins. A driver gives up what it holds when it is told
/// that a mapping goes. Who had it pinned does not hear of that, and unpins it nevertheless: then the pages are
/// handled, and there is nothing to free, or they are not mapped.
/// </remarks>
/// <param name="driversOf">The drivers to choose from, of each container.</param>
public sealed class DriverPinWorkload(IReadOnlyDictionary<ActorId, IReadOnlyList<ActorId>> driversOf) : StormWorkload
{
    /// <summary>How many pages are pinned and unpinned at a time.</summary>
    public const int PagesOfPin = 2;

    /// <summary>No storm has as many pages to pin.</summary>
    private const long PagesMost = 1 << 20;

    private const int Pinning = 0;
    private const int Unpinning = 1;
    private const int PlacesInSlot = DmaMapWorkload.PagesOfSlot - PagesOfPin + 1;

    private static readonly PageCount Pages = new(PagesOfPin);

    /// <inheritdoc/>
    public override string Name => "pin";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["pin", "unpin"];

    /// <inheritdoc/>
    public override int GivesBack => Unpinning;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        if (!hasRoom || !state.TryAny(place - 1, out var mapped)) { return null; }
        var drivers = driversOf[mapped.At];
        var page = (mapped.Key * DmaMapWorkload.PagesOfSlot) + state.Throw(PlacesInSlot);
        StormThing thing = new(place, drivers[state.Throw(drivers.Count)], page);
        return Ask(new(thing, Pinning, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<VendorDriverMessage.Page>()) { return null; }
        var error = envelope.Read<VendorDriverMessage.Done>().Error;
        if (call.Verb == Pinning && error == Errno.None) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call)
    {
        var (driver, page) = (call.Thing.At, call.Thing.Key);
        return page is >= 0 and < PagesMost && page % DmaMapWorkload.PagesOfSlot < PlacesInSlot
            && driversOf.Values.Any(drivers => drivers.Contains(driver));
    }

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        Iova iova = new((ulong)call.Thing.Key << Paging.Shift);
        if (call.Verb == Pinning)
        {
            outbox.Send(call.Thing.At, new VendorDriverMessage.Pin(iova, Pages, MapModes.ReadWrite, default));
        }
        else { outbox.Send(call.Thing.At, new VendorDriverMessage.Unpin(iova, Pages)); }

        return call;
    }
}
