using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control.Bank;

/// <summary>Two tellers move money from Alice to Bob.</summary>
internal sealed class Transfers(bool kept = false) : AkkaScenario
{
    private readonly Ledger _ledger = new();

    public override string Name => "transfers";

    public override string Summary => "Two tellers move money from Alice to Bob.";

    protected override IReadOnlyList<ActorClaim> Claims =>
    [
        new("NothingLost", "Moving money makes none.", () => _ledger.Sum == 100 ? null : $"{_ledger.Sum}, and was 100"),
    ];

    protected override void Begin(Stage stage)
    {
        var reset = kept ? new Account.Reopen() : null;
        (_ledger["alice"], _ledger["bob"]) = (100, 0);
        var alice = stage.Create(Props.Create(() => new Account(_ledger, 100)), "alice", reset);
        var bob = stage.Create(Props.Create(() => new Account(_ledger, 0)), "bob", reset);
        for (var teller = 1; teller <= 2; teller++)
        {
            var move = stage.Create(Props.Create(() => new Teller(alice, bob)), $"teller{teller}", reset);
            stage.Tell(move, new Teller.Move(10 * teller));
        }
    }
}
