using VfioActors.Exploration.Scenarios;

namespace VfioActors.Runtime.Control;

/// <summary>Something that must hold of real actors.</summary>
/// <param name="Name">The id, such as <c>NothingLost</c>.</param>
/// <param name="Claim">What is claimed, in a sentence.</param>
/// <param name="Refute">
/// Says what is wrong, in one line, or null when nothing is. Called on the thread that runs the actors, between their
/// steps, so it may look at whatever they wrote down.
/// </param>
public sealed record ActorClaim(string Name, string Claim, Func<string?> Refute)
{
    /// <summary>
    /// Whether it must hold after every step, not only at rest. Then every order of steps matters, and a search that
    /// leaves out equivalent ones has nothing to leave out.
    /// </summary>
    public bool IsAlways { get; init; }

    /// <summary>Looks.</summary>
    /// <exception cref="UnfitScenarioException">The claim itself fails.</exception>
    internal string? Looked()
    {
        try
        {
            return Refute();
        }
        catch (Exception failure)
        {
            throw UnfitScenarioException.Of($"claim {Name}", failure, Refute.Method.Module.Assembly);
        }
    }
}
