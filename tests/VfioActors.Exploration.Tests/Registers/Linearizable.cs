using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Registers;

internal sealed class Linearizable : Invariant<HistoryState>
{
    public override string Claim => "What comes back is what a single register would have answered.";

    public override string? Refute(HistoryState state, ActorId actor, IWorldView view) => state.IsLinearizable
        ? null
        : $"{string.Join(", ", state.Clients.Select(client => client.Value))} fit no order";
}
