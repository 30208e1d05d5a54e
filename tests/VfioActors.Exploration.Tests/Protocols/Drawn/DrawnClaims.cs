namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>What is claimed of every drawn model.</summary>
internal static class DrawnClaims
{
    /// <summary>Whether an actor is as it never is.</summary>
    internal static bool IsNever(PlainState state, int count) => state.Count == count && state.Holder != 0;
}
