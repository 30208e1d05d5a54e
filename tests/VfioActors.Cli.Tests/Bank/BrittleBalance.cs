using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>A user's mistake: a property that throws instead of looking, from some time on.</summary>
/// <param name="breaks">Asked at each look.</param>
public sealed class BrittleBalance(ActorId account, int sum, Func<bool> breaks) : AtRest
{
    public override string Claim => "At rest the balance is the sum of all deposits.";

    public override string? Refute(IWorldView view)
    {
        if (breaks()) { throw new InvalidOperationException("the ledger is closed"); }
        var balance = view.State<AccountState>(account).Balance.Value;
        return balance == sum ? null : $"the balance is {balance}, and {sum} was deposited";
    }
}
