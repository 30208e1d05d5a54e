using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Cli.Tests.Actors;

/// <summary>Real actors of a user: two write to one list, and the first is meant to be first.</summary>
public sealed class ActorsRaceScenario : AkkaScenario
{
    private readonly List<string> _names = [];

    /// <inheritdoc/>
    public override string Name => "actors-race";

    /// <inheritdoc/>
    public override string Summary => "Two actors write to one list.";

    /// <inheritdoc/>
    protected override IReadOnlyList<ActorClaim> Claims =>
        [new("FirstIsFirst", "The first is first.", () => _names is ["first", "second"] ? null : $"{_names[0]} is")];

    /// <inheritdoc/>
    protected override void Begin(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        _names.Clear();
        stage.Share(_names);
        foreach (var name in new[] { "first", "second" })
        {
            stage.Tell(stage.Create(() => new SayingWriter(_names, stage), name), 1);
        }
    }
}
