using VfioActors.Behaviors;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Tests.Replays;

/// <summary>
/// Clients that read a balance and write it back, one more: one deposit is lost when two overlap. Versions of it differ
/// as versions of a model do.
/// </summary>
internal sealed record Deposits
{
    private const int Read = 1;
    private const int Close = 2;
    private const int Write = 100;

    internal string Account { get; init; } = "account";

    internal int Clients { get; init; } = 2;

    /// <summary>Whether the account adds up when it is read: the fix.</summary>
    internal bool AddsAtOnce { get; init; }

    /// <summary>Whether a client that needs not write says so.</summary>
    internal bool Closes { get; init; } = true;

    /// <summary>Whether answers are of another kind.</summary>
    internal bool AnswersByGlance { get; init; }

    /// <summary>Whether the account looks into its books before it answers.</summary>
    internal bool HasBooks { get; init; }

    /// <summary>What is claimed under which name.</summary>
    internal string Claim { get; init; } = "NoLostDeposit";

    /// <summary>The trace of the deposit that is lost.</summary>
    internal Trace LostTrace()
    {
        var setup = Made.Sketch(Build);
        var report = Explorer.Explore(() => setup, _ => new DfsStrategy(), new());
        TraceOrigin origin = new("0.0", "dfs", 1);
        return Investigation.AsFound(setup, report.Failures[0], origin, "as it is")!.Trace;
    }

    internal void Build(ScenarioBuilder builder)
    {
        ActorId books = new(builder.Topology.Count + 2);
        var account = builder.Add(Account, new SketchBehavior((state, envelope, outbox) =>
            Hears(state, envelope, outbox, books)));
        if (HasBooks)
        {
            builder.Add("books", new SketchBehavior((_, envelope, outbox) =>
                outbox.Send(account, envelope.Read<ToyMessage.Token>())));
        }

        for (var client = 0; client < Clients; client++)
        {
            var script = builder.Script($"CPU{client}", ("DEPOSIT", client));
            builder.Add($"CPU{client}", new SketchBehavior(
                (_, envelope, outbox) => Answered(envelope, outbox, account),
                outbox =>
                {
                    if (script.Count == 0) { return; }
                    outbox.Serving = script[0].Id;
                    outbox.Send(account, new ToyMessage.Token(Read, 0));
                }));
        }

        builder.Waive("OperationsAnswered", "who writes is not answered");
        builder.Claim(new NothingLost(Claim, account, () => Clients));
    }

    private void Hears(ToyState state, Envelope envelope, Outbox outbox, ActorId books)
    {
        var token = envelope.Read<ToyMessage.Token>();
        if (token.Label >= Write) { state.Value.Value = token.Label - Write; }
        if (token.Label != Read) { return; }
        if (HasBooks && envelope.From != books)
        {
            outbox.Send(books, new ToyMessage.Token(Read, envelope.From.Value));
            return;
        }

        ActorId client = HasBooks ? new(token.Life) : envelope.From;
        if (AddsAtOnce) { state.Value.Value++; }
        if (AnswersByGlance) { outbox.Send(client, new ToyMessage.Glance(state.Value.Value, 0)); }
        else { outbox.Send(client, new ToyMessage.Token(state.Value.Value, 0)); }
    }

    private void Answered(Envelope envelope, Outbox outbox, ActorId account)
    {
        var seen = Hearing.LabelOf(envelope);
        if (!AddsAtOnce) { outbox.Send(account, new ToyMessage.Token(Write + seen + 1, 0)); }
        else if (Closes) { outbox.Send(account, new ToyMessage.Token(Close, 0)); }
    }

    private sealed class NothingLost(string name, ActorId account, Func<int> clients) : AtRest
    {
        public override string Name => name;

        public override string Claim => $"{name}: every deposit is in the account.";

        public override string? Refute(IWorldView view) =>
            view.State<ToyState>(account).Value.Value is var value && value == clients() + 1
                ? null : $"the account has {value}";
    }
}
