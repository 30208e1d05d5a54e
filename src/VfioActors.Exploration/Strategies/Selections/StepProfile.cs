using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Strategies.Selections;

/// <summary>What runs have been seen to do: how many steps each channel has, of each actor and operation.</summary>
internal sealed class StepProfile
{
    private readonly Dictionary<ActorId, Selection> _ofActors = [];
    private readonly Dictionary<OperationId, Selection> _ofOperations = [];
    private readonly List<Selection> _actors = [];
    private readonly List<Selection> _operations = [];

    /// <summary>How many steps each channel has, whatever they are.</summary>
    internal ChannelWeights All { get; } = new();

    /// <summary>Counts a step.</summary>
    internal void Count(int channel, ActorId receiver, OperationId operation)
    {
        All.Count(channel);
        if (!_ofActors.TryGetValue(receiver, out var ofActor))
        {
            _ofActors.Add(receiver, ofActor = new(receiver, OperationId.None));
            _actors.Add(ofActor);
        }

        ofActor.Weights.Count(channel);
        if (operation == OperationId.None) { return; }
        if (!_ofOperations.TryGetValue(operation, out var ofOperation))
        {
            _ofOperations.Add(operation, ofOperation = new(ActorId.Nobody, operation));
            _operations.Add(ofOperation);
        }

        ofOperation.Weights.Count(channel);
    }

    /// <summary>
    /// The selections by actor and those by operation, in the order in which they were met, without those of a single
    /// channel: its steps have one order only.
    /// </summary>
    /// <returns>One or two lists, none of them empty; nothing where nothing can come in two orders.</returns>
    internal IReadOnlyList<IReadOnlyList<Selection>> Selections() =>
    [
        .. new[] { _actors, _operations }
            .Select(all => all.FindAll(selection => selection.Weights.Channels > 1))
            .Where(some => some.Count > 0),
    ];
}
