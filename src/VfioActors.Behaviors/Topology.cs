namespace VfioActors.Behaviors;

/// <summary>Which actors there are, with which behaviours. The same topology serves every host.</summary>
public sealed class Topology
{
    private readonly List<(string Name, Func<ActorId, Journal, Cell> Make, bool Inline)> _actors = [];
    private readonly SortedDictionary<string, ActorId> _ids = new(StringComparer.Ordinal);

    /// <summary>How many actors there are.</summary>
    public int Count => _actors.Count;

    /// <summary>For hosts: what is put around the behaviours that are added from now on; null for nothing.</summary>
    public IBehaviorDecorator? Decorator { get; set; }

    /// <summary>For hosts: how many things actors share beside their messages.</summary>
    public int SharedThings { get; set; }

    /// <summary>
    /// For hosts: grows when steps turn out to touch more than was said of earlier ones, so that a search that left out
    /// orders begins again; null for hosts that always say all.
    /// </summary>
    public Func<int>? Learned { get; set; }

    /// <summary>All actors in order.</summary>
    public IEnumerable<ActorId> Actors => Enumerable.Range(1, Count).Select(number => new ActorId(number));

    /// <summary>
    /// The number that the next actor gets: for actors that must know each other before they are made.
    /// </summary>
    public ActorId Next => new(Count + 1);

    /// <summary>Adds an actor.</summary>
    /// <param name="name">Letters, digits, dots, dashes and underscores; unique.</param>
    /// <param name="inline">
    /// Whether whatever it hears is handled within the step that sent it, as code that runs straight on after a call
    /// returns. Only for actors that nobody else waits for. What is sent to it at the start, before the first step, is
    /// a step of its own.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty, has another character, or is taken.</exception>
    public ActorId Add<TState>(string name, IBehavior<TState> behavior, bool inline = false)
        where TState : State
    {
        if (name.Length == 0 || !name.All(IsNameCharacter))
        {
            throw new ArgumentException($"'{name}' is no name for an actor");
        }

        behavior = Decorator?.Decorate(Next, behavior) ?? behavior;
        if (!_ids.TryAdd(name, Next)) { throw new ArgumentException($"there are two actors named '{name}'"); }
        _actors.Add((name, (id, journal) => new CellOf<TState>(id, name, behavior, journal), inline));
        return new(Count);
    }

    /// <summary>The actor's name; "host" for <see cref="ActorId.Nobody"/>.</summary>
    public string NameOf(ActorId actor) => actor.IsSomebody ? _actors[actor.Value - 1].Name : "host";

    /// <summary>Finds an actor by its name.</summary>
    public bool TryFind(string name, out ActorId actor) => _ids.TryGetValue(name, out actor);

    /// <summary>Whether the actor handles what it hears within the step that sent it.</summary>
    public bool IsInline(ActorId actor) => _actors[actor.Value - 1].Inline;

    /// <summary>Makes the actor with a fresh state.</summary>
    public Cell Make(ActorId actor, Journal journal) => _actors[actor.Value - 1].Make(actor, journal);

    private static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_';
}
