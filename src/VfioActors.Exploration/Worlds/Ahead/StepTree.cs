using System.Numerics;
using VfioActors.Behaviors.Reads;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds.Ahead;

/// <summary>
/// The steps of actors by what they read: for each message a tree, in whose nodes stands what a step reads next, with a
/// branch for each answer that was met.
/// </summary>
/// <remarks>
/// A behaviour is pure: what it reads next depends on the message and on what it read before. So a step reads the same
/// and does the same wherever the answers are the same, however different the rest of the state is.
/// </remarks>
/// <param name="kept">How many answers and how many steps there is room for.</param>
internal sealed class StepTree(int kept)
{
    /// <summary>Nothing is known here.</summary>
    private const int Unknown = 0;

    /// <summary>Of the message nothing can be known by what is read.</summary>
    private const int Never = int.MinValue;

    /// <summary>Answers below this are found by their place.</summary>
    private const int NearMax = 256;

    /// <summary>There is room for so many small answers, on average, for each answer that is known.</summary>
    private const int NearRoom = 16;

    /// <summary>So many of them have a place at first.</summary>
    private const int NearFirst = 4;

    private readonly Dictionary<(int Node, ulong Word), int> _far = [];
    private int[] _roots = new int[64];
    private Node[] _nodes = new Node[64];
    private int[] _next = new int[256];
    private KnownStep[] _steps = new KnownStep[64];
    private PlannedSend[] _sends = new PlannedSend[64];
    private int _nodeCount = 1;
    private int _nextCount;
    private int _branchCount;
    private int _stepCount;
    private int _sendCount;

    /// <summary>Whether there is no room for another step.</summary>
    internal bool IsFull => _branchCount >= kept || _stepCount >= kept || _nextCount / NearRoom >= kept;

    /// <summary>A step that was found.</summary>
    internal ref readonly KnownStep this[int step] => ref _steps[step];

    /// <summary>What a step sends.</summary>
    internal ReadOnlySpan<PlannedSend> SendsOf(in KnownStep step) => _sends.AsSpan(step.FirstSend, step.Sends);

    /// <summary>Whether it is known that nothing can be known of a message.</summary>
    internal bool IsNever(int message) => message < _roots.Length && _roots[message] == Never;

    /// <summary>The number of the step that a message would be now; -1 when it is not known.</summary>
    internal int Find(int message)
    {
        if (message >= _roots.Length) { return -1; }
        var at = _roots[message];
        while (at > 0) { at = Follow(at, _nodes[at].Read.Word); }
        return at == Never ? -1 : -at - 1;
    }

    /// <summary>Of a message nothing is looked for any more.</summary>
    internal void AddNever(int message) => Root(message) = Never;

    /// <summary>A step was tried that was not known.</summary>
    /// <param name="message">Its message.</param>
    /// <param name="log">What it read.</param>
    /// <param name="step">What it did; where what it sends stands is found here.</param>
    /// <param name="sends">What it sends.</param>
    internal void Add(int message, ReadLog log, KnownStep step, ReadOnlySpan<PlannedSend> sends)
    {
        if (IsFull) { return; }
        while (_sendCount + sends.Length > _sends.Length) { Array.Resize(ref _sends, _sends.Length * 2); }
        if (_stepCount == _steps.Length) { Array.Resize(ref _steps, _stepCount * 2); }
        sends.CopyTo(_sends.AsSpan(_sendCount));
        (step.FirstSend, step.Sends) = (_sendCount, sends.Length);
        _sendCount += sends.Length;
        _steps[_stepCount++] = step;
        if (!Grow(message, log, -_stepCount)) { AddNever(message); }
    }

    /// <summary>Adds a way to a step.</summary>
    /// <returns>False when after the same answers something else was read before: that is no pure behaviour.</returns>
    private bool Grow(int message, ReadLog log, int leaf)
    {
        var reads = log.Reads;
        var words = log.Words;
        ref var root = ref Root(message);
        if (reads.Length == 0)
        {
            if (root == Unknown) { root = leaf; }
            return root < 0;
        }

        if (root == Unknown) { root = AddNode(reads[0]); }
        var at = root;
        for (var read = 0; ; read++)
        {
            if (at < 0 || !_nodes[at].Read.IsSameAs(reads[read])) { return false; }
            var isLast = read == reads.Length - 1;
            var next = Follow(at, words[read]);
            if (next == Unknown)
            {
                next = isLast ? leaf : AddNode(reads[read + 1]);
                Put(at, words[read], next);
            }

            if (isLast) { return next < 0; }
            at = next;
        }
    }

    private int AddNode(StateRead read)
    {
        if (_nodeCount == _nodes.Length) { Array.Resize(ref _nodes, _nodeCount * 2); }
        _nodes[_nodeCount] = new(read);
        return _nodeCount++;
    }

    private ref int Root(int message)
    {
        while (message >= _roots.Length) { Array.Resize(ref _roots, _roots.Length * 2); }
        return ref _roots[message];
    }

    private int Follow(int node, ulong word)
    {
        ref readonly var at = ref _nodes[node];
        return word < (uint)at.Width ? _next[at.FirstNext + (int)word] : _far.GetValueOrDefault((node, word));
    }

    private void Put(int node, ulong word, int next)
    {
        _branchCount++;
        ref var at = ref _nodes[node];
        if (word >= NearMax)
        {
            _far[(node, word)] = next;
            return;
        }

        if (word >= (uint)at.Width) { Widen(ref at, (int)word + 1); }
        _next[at.FirstNext + (int)word] = next;
    }

    /// <summary>Makes room for more answers at a node, behind all others; the room that it had is lost.</summary>
    private void Widen(ref Node node, int width)
    {
        var wide = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(width, NearFirst));
        while (_nextCount + wide > _next.Length) { Array.Resize(ref _next, _next.Length * 2); }
        var room = _next.AsSpan(_nextCount, wide);
        room.Clear();
        _next.AsSpan(node.FirstNext, node.Width).CopyTo(room);
        (node.FirstNext, node.Width) = (_nextCount, wide);
        _nextCount += wide;
    }

    /// <summary>What a step reads next, and where it goes on from there.</summary>
    private struct Node(StateRead read)
    {
        internal readonly StateRead Read = read;

        /// <summary>Where the nodes and steps begin to which small answers lead.</summary>
        internal int FirstNext;

        /// <summary>How many small answers have a place there.</summary>
        internal int Width;
    }
}
