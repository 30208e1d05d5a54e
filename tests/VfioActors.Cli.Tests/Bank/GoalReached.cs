using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cli.Tests.Bank;

public sealed class GoalReached(ActorId account, int goal) : Witness
{
    public override string Claim => "In some run the balance reaches the goal.";

    public override bool Reached(IWorldView view) => view.State<AccountState>(account).Balance.Value >= goal;
}
