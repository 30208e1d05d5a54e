using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Cli.Tests.Actors;

/// <summary>Real actors of a user: two write to one list, of which they do not say so.</summary>
public sealed class ActorsSharingScenario : AkkaScenario
{
    private readonly List<string> _names = [];

    /// <inheritdoc/>
    public override string Name => "actors-sharing";

    /// <inheritdoc/>
    public override string Summary => "Two actors write to one list without a word.";

    /// <inheritdoc/>
    protected override IReadOnlyList<ActorClaim> Claims =>
        [new("BothWrite", "Both are in it.", () => _names.Count == 2 ? null : $"{_names.Count}")];

    /// <inheritdoc/>
    protected override void Begin(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        _names.Clear();
        foreach (var name in new[] { "first", "second" })
        {
            stage.Tell(stage.Create(() => new Writer(_names), name), 1);
        }
    }
}
