using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cli.Tests.Bank;

public sealed class NoLostDeposit(ActorId account, int sum) : AtRest
{
    public override string Claim => "At rest the balance is the sum of all deposits.";

    public override string? Refute(IWorldView view)
    {
        var balance = view.State<AccountState>(account).Balance.Value;
        return balance == sum ? null : $"the balance is {balance}, and {sum} was deposited";
    }
}
