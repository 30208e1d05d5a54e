using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>
/// Catches a page that is released before its translations are withdrawn. Looks at the IOMMU and at the memory after
/// each step of either, so that every order of these steps is tried.
/// </summary>
/// <param name="actors">Who is who.</param>
public sealed class NoTranslationAfterUnpin(Type1Actors actors) : Observer
{
    /// <inheritdoc/>
    public override string Claim => "No domain and no cache leads to a page that is not pinned.";

    /// <inheritdoc/>
    public override bool Sees(ActorId receiver, MessageKind kind) =>
        receiver == actors.Tables || receiver == actors.Memory;

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var memory = view.State<GuestMemoryState>(actors.Memory);
        var tables = actors.TablesOf(view);
        return Stray(tables.Tables, memory) ?? Stray(tables.Cache, memory);
    }

    private static string? Stray(Vfio.Runs.RunMap<TableRun> runs, GuestMemoryState memory)
    {
        foreach (var (key, run) in runs)
        {
            for (PageCount page = default; page < run.Pages; page = page.Plus(PageCount.One))
            {
                Pfn pfn = new(run.Part(page, PageCount.One).First);
                if (!pfn.IsReserved && memory.PinsOf(pfn) == 0)
                {
                    var from = key.Page.Plus(page);
                    return $"domain {key.Space} leads from page {from} to page {pfn}, which was released";
                }
            }
        }

        return null;
    }
}
