namespace VfioActors.Exploration.Properties;

/// <summary>What is checked of every scenario without being claimed; a scenario switches one off by its name.</summary>
public static class StandardChecks
{
    /// <summary>All of them, in the order in which reports name them.</summary>
    public static IReadOnlyList<Property> All { get; } =
        [CrashProperty.Instance, new Progress(), new NothingHeld(), NoLivelock.Instance];
}
