using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.PasidEntries;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>What hardware has cached of an entry is what stands there.</summary>
/// <param name="walker">The hardware.</param>
/// <param name="writer">The driver.</param>
public sealed class CacheIsCurrent(ActorId walker, ActorId writer) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "At rest hardware has cached the domain whose entry it is, or none.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var cached = view.State<EntryWalkerState>(walker).Cached.Value;
        var domain = view.State<EntryWriterState>(writer).Domain.Value;
        return cached == 0 || cached == domain ? null
            : $"{view.NameOf(walker)} has domain {cached} cached, and the entry is {domain}'s";
    }
}
