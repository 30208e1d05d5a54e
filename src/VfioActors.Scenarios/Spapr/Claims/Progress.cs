using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.SpaprContainers;
using VfioActors.Vfio.Users;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-26, 30 and 33: a call or a region waits for what never comes.</summary>
/// <param name="actors">Who is who.</param>
public sealed class Progress(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "Every user comes to the end of what it does, every call is answered, and every closing region is forgotten.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var (user, script) in actors.Users)
        {
            if (view.State<UserState>(user).Next.Value < script.Count) { return $"{view.NameOf(user)} waits for ever"; }
        }

        foreach (var container in actors.Containers)
        {
            var state = view.State<SpaprContainerState>(container);
            var open = state.Works.Count + state.Waiting.Count;
            if (open > 0) { return $"{view.NameOf(container)} never answers {open} calls"; }
        }

        foreach (var hypervisor in actors.Hypervisors)
        {
            var open = view.State<HypervisorState>(hypervisor).Works.Count;
            if (open > 0) { return $"{view.NameOf(hypervisor)} never answers {open} hypercalls"; }
        }

        return OfRegistry(actors.RegistryOf(view));
    }

    private static string? OfRegistry(RegionRegistryState registry)
    {
        var open = registry.Waiting.Count + registry.Parked.Count
            + (registry.Hand.Value.Call.Kind == RegistryCallKind.None ? 0 : 1);
        if (open > 0) { return $"the registry never answers {open} calls"; }

        for (var at = 0; at < registry.Regions.Count; at++)
        {
            if (registry.Regions.Values[at].IsClosing) { return $"{registry.Regions.Keys[at]} is never given back"; }
        }

        return registry.Sections.Count > 0 ? $"{registry.Sections.Count} read sections are never left" : null;
    }
}
