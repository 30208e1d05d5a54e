using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>What the registry of a family of processes owns: the regions, with their pages and readers.</summary>
public sealed class RegionRegistryState : State, IWaits
{
    private const int RunsMax = 1 << 20;
    private const int RegionsMax = 1 << 16;

    internal RegionRegistryState(Journal journal, RegionRegistryOptions options)
        : base(journal)
    {
        Regions = SortedMap<RegionId, Region>(RegionsMax);
        Pages = new(this, RunsMax);
        Dirty = new(this, RunsMax);
        Sections = SortedMap<ReadSectionKey, int>(1 << 12);
        Graces = SortedMap<GraceKey, int>(1 << 14);
        Current = Variable<KeptMessage>();
        Progress = Variable<RegisterProgress>();
        Waiting = Fifo<KeptMessage>(options.CallsMax);
        GivingBack = Fifo<RegionId>(RegionsMax);
        Parked = SortedMap<RegionId, KeptMessage>(RegionsMax);
        NextRegion = Variable(1);
        StaleUses = Variable<int>();
        HasWarned = Variable<int>();
    }

    /// <summary>The regions, those that are being made or given back too.</summary>
    public SortedMap<RegionId, Region> Regions { get; }

    /// <summary>The page frames of the regions: a space for each, the pages counted from its start.</summary>
    public RunMap<RegionRun> Pages { get; }

    /// <summary>The pages of the regions that may have been written, in the same spaces.</summary>
    public RunMap<DirtyRun> Dirty { get; }

    /// <summary>The read sections that are open.</summary>
    public SortedMap<ReadSectionKey, int> Sections { get; }

    /// <summary>The open read sections that closing regions wait for.</summary>
    public SortedMap<GraceKey, int> Graces { get; }

    /// <summary>The registration in hand; the other calls are done as soon as it is their turn.</summary>
    public Variable<KeptMessage> Current { get; }

    /// <summary>How far it has come.</summary>
    public Variable<RegisterProgress> Progress { get; }

    /// <summary>The calls that wait for their turn.</summary>
    public Fifo<KeptMessage> Waiting { get; }

    /// <summary>The regions whose pages the memory was told to take back, the oldest first.</summary>
    public Fifo<RegionId> GivingBack { get; }

    /// <summary>Releases that go round until a region can be dropped: only with a defect.</summary>
    public SortedMap<RegionId, KeptMessage> Parked { get; }

    /// <summary>The number of the next region.</summary>
    public Variable<int> NextRegion { get; }

    /// <summary>Uses of regions that were gone; 0 in the reference.</summary>
    public Variable<int> StaleUses { get; }

    /// <summary>1 when the kernel has warned of an array without entries, which it does once.</summary>
    public Variable<int> HasWarned { get; }

    /// <summary>Who waits for a turn, and for which read sections closing regions wait.</summary>
    public void Tell(WaitList waits)
    {
        waits.Queued(Current.Value.From, Current.Value.Operation);
        for (var at = 0; at < Waiting.Count; at++) { waits.Queued(Waiting[at].From, Waiting[at].Operation); }

        foreach (ref readonly var call in Parked.Values) { waits.Queued(call.From, call.Operation); }

        foreach (ref readonly var grace in Graces.Keys) { waits.For(grace.Section.Reader, grace.Section.Operation); }

        foreach (ref readonly var section in Sections.Keys) { waits.Held(section.Reader, section.Operation); }
    }
}
