using VfioActors.Exploration.Operations;

namespace VfioActors.Exploration.Properties.Standard;

/// <summary>What is checked of every scenario without being claimed; a scenario switches one off by its name.</summary>
internal static class StandardChecks
{
    /// <summary>All of them, in the order in which reports name them.</summary>
    /// <param name="operations">The operations of all clients, also those that are added later.</param>
    internal static IReadOnlyList<Property> Of(IReadOnlyList<ClientOperation> operations) =>
    [
        CrashProperty.Instance, new Progress(), new OperationsAnswered(operations), new NothingHeld(),
        NoLivelock.Instance,
    ];
}
