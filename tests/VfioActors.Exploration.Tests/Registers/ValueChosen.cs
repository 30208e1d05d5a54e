using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>Some read comes back with what was written.</summary>
internal sealed class ValueChosen(ActorId history) : Witness
{
    public override string Claim => "A client reads what was written.";

    public override bool Reached(IWorldView view) =>
        view.State<HistoryState>(history).Clients.Any(client => client.Value.Value != 0);
}
