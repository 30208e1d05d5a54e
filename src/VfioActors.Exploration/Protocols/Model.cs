using System.Runtime.CompilerServices;
using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Protocols;

/// <summary>
/// A protocol written down in place, for a test: actors as lambdas over a state, clients as sequences of requests,
/// claims as predicates. It stands on <see cref="Scenario"/>, <see cref="IBehavior{TState}"/> and <see cref="State"/>:
/// use these for states of several parts, or speed, and <see cref="ProtocolScenario"/> for parameters and defects.
/// </summary>
public sealed class Model
{
    /// <summary>How many runs are sampled when nothing else bounds them.</summary>
    private const long RunsWhenSampling = 100_000;

    private readonly string _name;
    private readonly List<Action<ScenarioBuilder>> _parts = [];
    private readonly List<string> _claims = [];
    private readonly List<Func<IWorldView, string>> _shown = [];
    private int _count;
    private bool _isSymmetric;

    /// <param name="name">What reports call it: lower case with dashes.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public Model(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _name = name;
    }

    /// <summary>Which orders of messages can happen.</summary>
    public Delivery Delivery { get; init; }

    /// <summary>What a bag does beside; of any other delivery nothing.</summary>
    public BagFaults Faults { get; init; }

    /// <summary>Adds an actor; say next what it answers.</summary>
    /// <param name="actorName">Letters, digits, dots, dashes and underscores; unique.</param>
    /// <param name="initial">Its state at the start: see <see cref="ModelActorOf{TState}"/> for what fits.</param>
    /// <exception cref="ArgumentException">The type of the state does not fit; the message says why.</exception>
    public ModelActorOf<TState> Actor<TState>(string actorName, TState initial)
        where TState : unmanaged
    {
        ModelFit.RefuseUnfit(initial);
        ModelActorOf<TState> actor = new(this, new(++_count), actorName, initial);
        _parts.Add(builder => builder.Add(actorName, actor.Behavior));
        _shown.Add(view => $"{actorName} is {actor.In(view)}");
        return actor;
    }

    /// <summary>Adds a client; say next what it asks.</summary>
    /// <param name="clientName">Letters, digits, dots, dashes and underscores; unique.</param>
    /// <param name="operation">Its first operation, for the heads of ladders, such as <c>DEPOSIT(1)</c>.</param>
    public ModelClient Client(string clientName, string operation)
    {
        ModelClient client = new(this, new(_count + 1), clientName, operation);
        _count++;
        _parts.Add(client.AddTo);
        return client;
    }

    /// <summary>
    /// Says that clients could change places without anything being different, what is claimed included: they have as
    /// many operations each, and nobody asks more of their numbers than whether two are equal. With
    /// <see cref="ExplorationOptions.Symmetry"/> a search then goes on from one state of all that differ only in who is
    /// who. It tries it before it relies on it, and while it goes on, which is no proof.
    /// </summary>
    /// <param name="clients">Two or more.</param>
    /// <exception cref="ArgumentException">One is of another model.</exception>
    /// <remarks>
    /// A number is renamed in states and messages where its type says whose it is: <see cref="ActorId"/>, and what
    /// <see cref="ModelClient.Owns{TId}"/> names. Kept as an <c>int</c> it is not, and the trials refuse it.
    /// </remarks>
    public Model Interchangeable(params IEnumerable<ModelClient> clients)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ModelClient[] members = [.. clients];
        foreach (var member in members)
        {
            ArgumentNullException.ThrowIfNull(member, nameof(clients));
            ModelFit.RefuseForeign(this, member.Model, "a client");
        }

        _isSymmetric = true;
        _parts.Add(builder => builder.Interchangeable(members.Select(member => member.AsMember())));
        return this;
    }

    /// <summary>Claims something of the world when nothing is left to do.</summary>
    /// <param name="claim">Its id, such as <c>NoLostDeposit</c>.</param>
    /// <param name="holds">Whether it holds; <see cref="ModelActorOf{TState}.In"/> gives it the states.</param>
    /// <param name="text">Filled in by the compiler: the predicate as it is written.</param>
    /// <exception cref="ArgumentException">The id is empty, of another claim, or of what is checked anyway.</exception>
    public Model AtRest(
        string claim, Func<IWorldView, bool> holds, [CallerArgumentExpression(nameof(holds))] string text = "")
    {
        ArgumentNullException.ThrowIfNull(holds);
        return AtRest(claim, $"At rest: {text}", view => holds(view) ? null : Shown(view));
    }

    /// <summary>Claims something of the world when nothing is left to do, and says what is wrong.</summary>
    /// <param name="claim">Its id, such as <c>NoLostDeposit</c>.</param>
    /// <param name="text">What is claimed, as a sentence.</param>
    /// <param name="refute">What is wrong; null while it holds.</param>
    /// <exception cref="ArgumentException">The id is empty, of another claim, or of what is checked anyway.</exception>
    public Model AtRest(string claim, string text, Func<IWorldView, string?> refute)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(refute);
        Name(claim);
        _parts.Add(builder => builder.Claim(new ModelAtRest(claim, text, refute, _isSymmetric)));
        return this;
    }

    /// <summary>Claims something of one actor after each of its steps.</summary>
    /// <param name="claim">Its id, such as <c>NeverBelowZero</c>.</param>
    /// <param name="actor">The actor.</param>
    /// <param name="holds">Whether it holds of a state.</param>
    /// <param name="text">Filled in by the compiler: the predicate as it is written.</param>
    /// <exception cref="ArgumentException">
    /// The id is empty, of another claim, or of what is checked anyway; or the actor is of another model.
    /// </exception>
    public Model Always<TState>(
        string claim, ModelActorOf<TState> actor, Func<TState, bool> holds,
        [CallerArgumentExpression(nameof(holds))] string text = "")
        where TState : unmanaged
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(holds);
        ModelFit.RefuseForeign(this, actor.Model, "an actor");
        Name(claim);
        _parts.Add(builder => builder.Claim(new ModelInvariant<TState>(
            claim, text, actor.Id, holds, _isSymmetric)));
        return this;
    }

    /// <summary>Claims that some run comes to rest like this.</summary>
    /// <param name="claim">Its id, such as <c>GoalReached</c>.</param>
    /// <param name="reached">Whether a run did.</param>
    /// <param name="text">Filled in by the compiler: the predicate as it is written.</param>
    /// <exception cref="ArgumentException">The id is empty, of another claim, or of what is checked anyway.</exception>
    public Model Reaches(
        string claim, Func<IWorldView, bool> reached, [CallerArgumentExpression(nameof(reached))] string text = "")
    {
        ArgumentNullException.ThrowIfNull(reached);
        Name(claim);
        _parts.Add(builder => builder.Claim(new ModelWitness(claim, text, reached, _isSymmetric)));
        return this;
    }

    /// <summary>Tries the orders in which it can go.</summary>
    /// <param name="strategy">The name of a strategy; null to choose, as <see cref="Search.Run"/> does.</param>
    /// <param name="options">
    /// How far it goes; null for no bounds. A strategy that samples comes to no end: where nothing bounds it, it makes
    /// 100,000 runs.
    /// </param>
    /// <exception cref="ArgumentException">There is no such strategy, or two actors have one name.</exception>
    /// <exception cref="UnfitScenarioException">The model cannot be explored as it is.</exception>
    /// <exception cref="HiddenStateException">A rule is not pure, and that was met.</exception>
    public ModelReport Explore(string? strategy = null, ExplorationOptions? options = null)
    {
        ModelScenario scenario = new(_name, this);
        var arguments = ScenarioArguments.Of(scenario, [], []);
        Setup Ready() => Setup.Of(scenario, arguments, Delivery, Faults);
        var bounds = options ?? new();
        if (bounds is { Runs: null, Time: null, Deliveries: null } && StrategyCatalog.Sampling.Contains(strategy ?? ""))
        {
            bounds = bounds with { Runs = RunsWhenSampling };
        }

        return new(Ready(), Search.Run(Ready, strategy, bounds).Report, bounds.Seed);
    }

    /// <summary>Adds all that was written down to a scenario.</summary>
    /// <exception cref="InvalidOperationException">
    /// It has actors already: those of a model have the numbers from 1 on.
    /// </exception>
    internal void AddTo(ScenarioBuilder builder)
    {
        if (builder.Topology.Count > 0)
        {
            throw new InvalidOperationException(
                $"'{_name}' has actors beside those of its model: whoever asks one of these would ask another");
        }

        foreach (var part in _parts) { part(builder); }
    }

    private void Name(string claim)
    {
        ModelFit.RefuseTaken(claim, _claims);
        _claims.Add(claim);
    }

    private string Shown(IWorldView view) => string.Join(", ", _shown.Select(show => show(view)));
}
