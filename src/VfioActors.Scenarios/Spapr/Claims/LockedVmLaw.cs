using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-03, 11, 13, 16 and 17: what is charged is not what is registered or enabled.</summary>
/// <param name="actors">Who is who.</param>
public sealed class LockedVmLaw(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "A process is charged each page of its regions once, the windows that it enabled, and the tables of all.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        SortedDictionary<ProcessId, long> expected = [];
        foreach (var region in actors.RegistryOf(view).Regions.Values)
        {
            var isCharged = region.IsListed && !region.IsClosing && !region.Marks.HasFlag(RegionMarks.Device);
            if (isCharged) { Add(expected, region.Owner, (long)region.Pages.Value); }
        }

        foreach (var container in actors.ContainersOf(view))
        {
            var owner = container.OwnerOr(default);
            var isEnabled = container.Enabled.Value != 0 && container.Regions.Count == 0;
            if (isEnabled) { Add(expected, owner, (long)container.LockedPages.Value.Value); }

            foreach (var window in container.Windows.Values) { Add(expected, owner, (long)window.TablePages.Value); }
        }

        var memory = actors.MemoryOf(view);
        for (var at = 0; at < memory.Processes.Count; at++)
        {
            var (process, record) = (memory.Processes.Keys[at], memory.Processes.Values[at]);
            var law = expected.GetValueOrDefault(process);
            if (record.LockedPages != law)
            {
                return $"lockedVm of process {process.Value} is {record.LockedPages}, the law says {law}";
            }
        }

        return null;
    }

    private static void Add(SortedDictionary<ProcessId, long> sums, ProcessId process, long pages) =>
        sums[process] = sums.GetValueOrDefault(process) + pages;
}
