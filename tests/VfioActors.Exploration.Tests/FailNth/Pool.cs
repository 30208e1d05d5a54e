using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.FailNth;

/// <summary>
/// Clients that take two pages each of a pool, which asks the host for one after the other and gives back what it has
/// when there is no second one.
/// </summary>
internal sealed record Pool
{
    internal const int Page = 1;
    internal const int Reserve = 2;
    private const int Wanted = 2;

    internal int Clients { get; init; } = 2;

    /// <summary>Whether the first page is kept when there is no second one: what only a refusal shows.</summary>
    internal bool Leaks { get; init; }

    /// <summary>Whether the reserve is asked for where there is no page.</summary>
    internal bool HasReserve { get; init; }

    internal void Build(ScenarioBuilder builder)
    {
        var pool = builder.Add("pool", new SketchBehavior(Hears)
        {
            Refusals = [new(Page, "page", "alloc_page", "ENOMEM"), new(Reserve, "page of the reserve", "mempool", "EIO")],
        });
        for (var client = 0; client < Clients; client++)
        {
            var id = builder.Script($"CPU{client}", ("TAKE", client))[0].Id;
            builder.Add($"CPU{client}", new SketchBehavior(starts: outbox =>
            {
                outbox.Serving = id;
                outbox.Send(pool, new ToyMessage.Token(0, 0));
            }));
        }

        builder.Claim(new AllOrNothing());
    }

    private void Hears(ToyState state, Envelope envelope, Outbox outbox)
    {
        var operation = outbox.Serving.Value;
        if (!envelope.Is<Chosen>(out var chosen)) { outbox.Choose(Page, 2); }
        else if (chosen.Option == 0)
        {
            state.Heard[operation] = state.Heard[operation] + 1;
            if (state.Heard[operation] < Wanted) { outbox.Choose(Page, 2); }
        }
        else if (HasReserve && chosen.Question == Page) { outbox.Choose(Reserve, 2); }
        else if (!Leaks) { state.Heard.Remove(operation); }
    }
}
