using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Storms;

/// <summary>
/// Registers a region of the memory with a sPAPR container, or ends that: it is refused while entries lead there, and
/// then tried again.
/// </summary>
/// <param name="containers">The containers to choose from.</param>
/// <param name="start">Where the memory starts.</param>
/// <param name="regions">How many regions it has, side by side.</param>
public sealed class RegionWorkload(IReadOnlyList<ActorId> containers, Vaddr start, int regions)
    : PairedWorkload(containers, regions)
{
    /// <summary>Its name in a mix.</summary>
    public const string Word = "region";

    /// <summary>How many pages a region has.</summary>
    public const int PagesOfRegion = 4;

    private static readonly ByteCount Size = new((ulong)PagesOfRegion << Paging.Shift);

    /// <inheritdoc/>
    public override string Name => Word;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["register", "unregister"];

    /// <inheritdoc/>
    protected override void Take(ActorId at, ulong place, Outbox outbox) =>
        outbox.Send(at, new SpaprContainerMessage.Register(VaddrOf(place), Size, default, default));

    /// <inheritdoc/>
    protected override void GiveBack(ActorId at, ulong place, Outbox outbox) =>
        outbox.Send(at, new SpaprContainerMessage.Unregister(VaddrOf(place), Size, default, default));

    /// <inheritdoc/>
    protected override Errno ErrorOf(in Envelope answer) => answer.Read<SpaprContainerMessage.Done>().Error;

    /// <inheritdoc/>
    protected override bool StaysTaken(Errno error) => error is Errno.EBUSY or Errno.EAGAIN;

    private Vaddr VaddrOf(ulong region) => new(start.Value + ((region * PagesOfRegion) << Paging.Shift));
}
