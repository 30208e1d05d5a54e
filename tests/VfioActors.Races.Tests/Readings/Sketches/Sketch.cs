using System.Text;

namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// A small program as C, and what it does as functions of a state. It takes all steps in every order, and knows nothing
/// of the product; an order ends where something is broken.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal abstract class Sketch(int seed)
{
    private const int Words = 3;
    private static readonly string[] Names = ["x", "y", "z"];
    private readonly List<int> _start = [.. new int[Words]];

    /// <summary>The random numbers.</summary>
    protected Random Random { get; } = new(seed);

    /// <summary>What is declared.</summary>
    protected StringBuilder Declarations { get; } = new("int x, y, z;\n");

    /// <summary>What is done before all else.</summary>
    protected StringBuilder Init { get; } = new();

    /// <summary>The threads.</summary>
    protected List<SketchThread> Threads { get; } = [];

    /// <summary>The words at the ends of all orders that come to one.</summary>
    internal SortedSet<string> Ends { get; } = new(StringComparer.Ordinal);

    /// <summary>What is broken in some order.</summary>
    internal SortedSet<string> Broken { get; } = new(StringComparer.Ordinal);

    /// <summary>The C.</summary>
    internal string Text { get; private set; } = "";

    /// <summary>Goes through all orders.</summary>
    /// <returns>False when there are more states than that.</returns>
    internal bool Go(int statesMax)
    {
        Draw();
        Text = $"{Declarations}init {{ {Init}}}\n";
        int[] start = [.. _start];
        foreach (var thread in Threads.Where(thread => thread.Begins is null))
        {
            Text += $"CPU{thread.Number} {{ int t = 0; {thread.Text}}}\n";
            thread.Settle(start);
        }

        HashSet<string> met = [string.Join(' ', start)];
        Stack<int[]> open = new([start]);
        while (open.TryPop(out var state))
        {
            foreach (var next in Next(state))
            {
                if (met.Count > statesMax) { return false; }
                if (met.Add(string.Join(' ', next))) { open.Push(next); }
            }
        }

        return true;
    }

    /// <summary>The claim that an end does not come.</summary>
    internal static string Claim(string end) => $"finally(!({Condition(end)}));\n";

    /// <summary>The claim that no other end comes.</summary>
    internal string ClaimOfOthers() => Ends.Count == 0
        ? "finally(x == 1000);\n"
        : $"finally({string.Join(" || ", Ends.Select(end => $"({Condition(end)})"))});\n";

    /// <summary>Makes the program.</summary>
    protected abstract void Draw();

    /// <summary>What is broken where all has come to its end.</summary>
    protected virtual string? Leaked(int[] state) => null;

    /// <summary>A variable of the state that begins with a number.</summary>
    protected int Variable(int value = 0)
    {
        _start.Add(value);
        return _start.Count - 1;
    }

    /// <summary>A thread, which begins by itself unless it is said when.</summary>
    protected SketchThread Thread(bool isCalled = false)
    {
        SketchThread thread = new(Threads.Count, Variable(isCalled ? SketchThread.Idle : 0), Variable());
        Threads.Add(thread);
        return thread;
    }

    /// <summary>A line about words.</summary>
    protected void Plain(SketchThread thread)
    {
        var (word, other, number, kept) = (Random.Next(Words), Random.Next(Words), Random.Next(3), thread.Kept);
        switch (Random.Next(5))
        {
            case 0:
                thread.Text.Append($"{Names[word]} = {number}; ");
                thread.Step(state => state[word] = number);
                break;
            case 1:
                thread.Text.Append($"t = {Names[word]}; {Names[word]} = t + 1; ");
                thread.Step(state => state[kept] = state[word]);
                thread.Step(state => state[word] = state[kept] + 1);
                break;
            case 2:
                thread.Text.Append($"{Names[word]} = t + 1; ");
                thread.Step(state => state[word] = state[kept] + 1);
                break;
            case 3:
                thread.Text.Append($"t = {Names[word]}; {Names[other]} = t; ");
                thread.Step(state => state[kept] = state[word]);
                thread.Step(state => state[other] = state[kept]);
                break;
            default:
                thread.Text.Append($"t = xchg(&{Names[word]}, {number}); ");
                thread.Step(state => (state[kept], state[word]) = (state[word], number));
                break;
        }
    }

    /// <summary>A line that only the first finds to do: what is called again and again comes to its end.</summary>
    protected void Once(SketchThread thread, Action<SketchThread> body)
    {
        var (word, kept) = (Random.Next(Words), thread.Kept);
        thread.Text.Append($"t = xchg(&{Names[word]}, 1); if (t == 0) {{ ");
        thread.Step(state => (state[kept], state[word]) = (state[word], 1));
        thread.If(state => state[kept] == 0, () => body(thread));
        thread.Text.Append("} ");
    }

    /// <summary>Some lines.</summary>
    protected void Some(int most, Action line)
    {
        for (var left = Random.Next(1, most + 1); left > 0; left--) { line(); }
    }

    private static string Condition(string end) =>
        string.Join(" && ", end.Split(' ').Select((value, word) => $"{Names[word]} == {value}"));

    private List<int[]> Next(int[] state)
    {
        List<int[]> all = [];
        var goesOn = false;
        foreach (var thread in Threads)
        {
            try
            {
                if (thread.After(state) is not { } next) { continue; }
                all.Add(next);
                goesOn = true;
            }
            catch (BrokenSketchException failure)
            {
                Broken.Add(failure.Message);
                goesOn = true;
            }
        }

        if (goesOn) { return all; }
        if (Threads.TrueForAll(thread => thread.IsDone(state)))
        {
            Ends.Add(string.Join(' ', state[..Words]));
            if (Leaked(state) is { } claim) { Broken.Add(claim); }
        }
        else { Broken.Add("Progress"); }
        return all;
    }
}
