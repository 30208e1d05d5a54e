using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>What a <see cref="SpaprBench"/> is like.</summary>
public sealed record SpaprBenchOptions
{
    public DefectSet Defects { get; init; } = DefectSet.None;

    public SpaprKind Kind { get; init; } = SpaprKind.Second;

    /// <summary>Whether p0 is in the first container, and p1 in the second.</summary>
    public bool HasGroups { get; init; } = true;

    /// <summary>Whether the default windows are still to be made.</summary>
    public bool IsPending { get; init; }

    public ulong LimitPages { get; init; } = 100;

    public ulong DefaultWindow { get; init; } = 64 << Paging.Shift;

    public TcePageShift Shift { get; init; } = TcePageShift.Smallest;

    public bool HasDynamicWindows { get; init; } = true;

    public bool RecordsMayFail { get; init; }

    public bool ExchangesMayFail { get; init; }

    public int Choice { get; init; }

    public IReadOnlyList<AreaOptions> Areas { get; init; } =
        [new(new(SpaprBench.Base), new(128), AreaKind.Anonymous)];

    public SpaprRules Rules => SpaprProfiles.RulesOf(Defects);

    public static SpaprBenchOptions Of(string profile) =>
        new() { Defects = new(SpaprProfiles.All.Single(known => known.Name == profile).Defects) };
}
