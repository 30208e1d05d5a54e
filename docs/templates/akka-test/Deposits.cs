using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace Sample1;

/// <summary>Two deposits in one account, as real actors of which one is run at a time.</summary>
public sealed class Deposits : AkkaScenario
{
    private int _balance;

    public override string Name => "deposits";

    public override string Summary => "Two deposits in one account.";

    protected override IReadOnlyList<ActorClaim> Claims =>
        [new("NothingLost", "Both deposits arrive.", () => _balance == 30 ? null : $"the account has {_balance}")];

    protected override void Begin(Stage stage)
    {
        _balance = 0;
        var account = stage.Create(() => new Account(now => _balance = now), "account");
        stage.Tell(account, 10);
        stage.Tell(account, 20);
    }
}
