using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Operations;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Symmetries;

namespace VfioActors.Exploration.Scenarios;

/// <summary>What a scenario says its actors, its workload and its properties to.</summary>
public sealed class ScenarioBuilder
{
    private readonly ScenarioArguments _arguments;
    private readonly List<Property> _properties = [];
    private readonly List<Property> _checks;
    private readonly List<WaivedCheck> _waived = [];
    private readonly List<ClientOperation> _operations = [];
    private readonly List<IReadOnlyList<SymmetryMember>> _interchanged = [];
    private readonly List<Func<string?>> _objections = [];
    private readonly List<ToldMessage> _told = [];

    internal ScenarioBuilder(ScenarioArguments arguments)
    {
        _arguments = arguments;
        _checks = [.. StandardChecks.Of(_operations)];
    }

    /// <summary>The actors so far; add to it.</summary>
    public Topology Topology { get; } = new();

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects => _arguments.Defects;

    /// <summary>
    /// Whether actors are to ask the host wherever they may refuse, see <see cref="HostRefusal"/>: a scenario gives
    /// them options by which they do.
    /// </summary>
    public bool AsksAll => _arguments.AsksAll;

    /// <summary>The claims so far.</summary>
    public IReadOnlyList<Property> Properties => _properties;

    /// <summary>
    /// Every operation of every client, the dropped ones too; an operation's id is its place, from 1.
    /// </summary>
    public IReadOnlyList<ClientOperation> Operations => _operations;

    /// <summary>The messages with which runs begin and that a minimizer may leave out, those left out too.</summary>
    public IReadOnlyList<ToldMessage> Told => _told;

    /// <summary>The value of a number parameter.</summary>
    public int Number(string name) => int.Parse(_arguments.ValueOf(name), CultureInfo.InvariantCulture);

    /// <summary>The value of a word parameter.</summary>
    public string Word(string name) => _arguments.ValueOf(name);

    /// <summary>What was said to be interchangeable, set by set.</summary>
    public IReadOnlyList<IReadOnlyList<SymmetryMember>> Interchanged => _interchanged;

    /// <summary>
    /// Says that some actors, each with what is its own, could change places and nothing would be different: a search
    /// may then go on from one state of all that differ only in who is who (<c>--symmetry</c>). They have as many
    /// operations, which go with them. A search tries it before it relies on it.
    /// </summary>
    public void Interchangeable(params IEnumerable<SymmetryMember> members) => _interchanged.Add([.. members]);

    /// <summary>
    /// Says that some actors could change places as long as nothing happens that tells them apart: a search that relies
    /// on it asks after each step, and ends by refusing the symmetry once something has.
    /// </summary>
    /// <param name="members">The actors, each with what is its own.</param>
    /// <param name="objection">What has happened that tells them apart, in words; null for nothing.</param>
    public void Interchangeable(IEnumerable<SymmetryMember> members, Func<string?> objection)
    {
        _interchanged.Add([.. members]);
        _objections.Add(objection);
    }

    /// <summary>What may tell apart what was said to be interchangeable.</summary>
    internal IReadOnlyList<Func<string?>> Objections => _objections;

    /// <summary>What stands before the names of the actors that are added from now on; nothing at first.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Adds an actor.</summary>
    /// <param name="name">Behind <see cref="Prefix"/> it is the actor's name.</param>
    /// <param name="inline">See <see cref="Topology.Add"/>.</param>
    public ActorId Add<TState>(string name, IBehavior<TState> behavior, bool inline = false)
        where TState : State
    {
        var asked = AsksAll && !inline && behavior is IRefuses refuses
            ? new AskingBehavior<TState>(behavior, refuses.Refusables)
            : behavior;
        return Topology.Add(Prefix + name, asked, inline);
    }

    /// <summary>
    /// Numbers the operations of one client. The answer leaves out those that a minimizer dropped: it is what the
    /// client is given to do.
    /// </summary>
    /// <param name="client">The client's name, for the heads of ladders.</param>
    /// <param name="operations">What it does, one after the other, each with its text such as <c>ATTACH(D,
    /// dev0)</c>.</param>
    public IReadOnlyList<ScriptedOperation<T>> Script<T>(string client,
        params IEnumerable<(string Text, T Operation)> operations) => Numbered(client, operations, together: false);

    /// <summary>
    /// Like <see cref="Script{T}"/>, for operations that make sense together only, such as taking a lock, what is done
    /// under it, and giving it back: a minimizer leaves out all of them or none, and when things are done one after the
    /// other they are one thing. A client's script can be put together of several: <c>[.. builder.Script("CPU0", open),
    /// .. builder.Together("CPU0", take, change, giveBack)]</c>.
    /// </summary>
    /// <param name="client">The client's name, for the heads of ladders.</param>
    /// <param name="operations">What it does, one after the other, each with its text.</param>
    public IReadOnlyList<ScriptedOperation<T>> Together<T>(string client,
        params IEnumerable<(string Text, T Operation)> operations) => Numbered(client, operations, together: true);

    /// <summary>
    /// Numbers an operation that no minimizer leaves out: of a worker, which does what clients asked it to.
    /// </summary>
    /// <param name="client">Who does it, for the heads of ladders.</param>
    /// <param name="text">What it does.</param>
    public OperationId Lasting(string client, string text)
    {
        OperationId id = new(_operations.Count + 1);
        _operations.Add(new(id, client, text) { Stays = true });
        return id;
    }

    /// <summary>
    /// Numbers a message with which every run begins, behind all operations. A minimizer leaves it out where the
    /// failure stays a race of the same kind.
    /// </summary>
    /// <param name="text">What is told to whom.</param>
    /// <returns>Whether it is sent: false when it is left out.</returns>
    public bool Tells(string text)
    {
        ToldMessage message = new(_operations.Count + _told.Count + 1, text);
        _told.Add(message);
        return !_arguments.Dropped.Contains(message.Id);
    }

    private List<ScriptedOperation<T>> Numbered<T>(
        string client, IEnumerable<(string Text, T Operation)> operations, bool together)
    {
        List<ScriptedOperation<T>> kept = [];
        var group = _operations.Count + 1;
        foreach (var (text, operation) in operations)
        {
            var id = new OperationId(_operations.Count + 1);
            _operations.Add(new(id, client, text) { Group = together ? group : id.Value });
            if (!_arguments.Dropped.Contains(id.Value)) { kept.Add(new(id, operation)); }
        }

        return kept;
    }

    /// <summary>
    /// What is checked besides the claims: what every scenario is checked for, what a host adds, less what was waived.
    /// </summary>
    public IReadOnlyList<Property> Checks =>
        [.. _checks.Where(check => _properties.All(claimed => claimed.Name != check.Name))];

    /// <summary>What the scenario does not want checked.</summary>
    public IReadOnlyList<WaivedCheck> Waived => _waived;

    /// <summary>Claims a property. One of the name of a check takes the check's place.</summary>
    public void Claim(params IEnumerable<Property> properties) => _properties.AddRange(properties);

    /// <summary>
    /// Adds checks that a host makes of every scenario of its kind. They are no claims: a scenario that has nothing
    /// else claims nothing.
    /// </summary>
    public void Check(params IEnumerable<Property> checks) => _checks.AddRange(checks);

    /// <summary>Switches a check off; every report says so.</summary>
    /// <param name="check">Its name, such as <c>NoLivelock</c>.</param>
    /// <param name="reason">Why it does not fit here, in a few words.</param>
    /// <exception cref="ArgumentException">There is no such check, or no reason.</exception>
    public void Waive(string check, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var known = _checks.Find(one => one.Name == check) ?? throw new ArgumentException(
            $"there is no check '{check}' to waive; there are {string.Join(", ", _checks.Select(one => one.Name))}");
        _checks.Remove(known);
        _waived.Add(new(check, reason));
    }
}
