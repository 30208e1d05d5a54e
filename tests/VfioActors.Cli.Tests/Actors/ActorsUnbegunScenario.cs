using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Cli.Tests.Actors;

/// <summary>Real actors of a user that never come to be.</summary>
public sealed class ActorsUnbegunScenario : AkkaScenario
{
    /// <inheritdoc/>
    public override string Name => "actors-unbegun";

    /// <inheritdoc/>
    public override string Summary => "Its Begin throws.";

    /// <inheritdoc/>
    protected override IReadOnlyList<ActorClaim> Claims => [new("Nothing", "Nothing.", () => null)];

    /// <inheritdoc/>
    protected override void Begin(Stage stage) => throw new FormatException("no number");
}
