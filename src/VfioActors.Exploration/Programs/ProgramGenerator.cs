using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Programs;

/// <summary>Draws small programs: the same for the same number, for ever.</summary>
/// <remarks>
/// A program uses some of the kinds of things that there are and not all: each kind is rare in a program that has all.
/// </remarks>
internal sealed class ProgramGenerator
{
    private const int ActorsMin = 2;
    private const int ActorsMax = 5;
    private const int LabelsMax = 4;
    private const int OneIn = 3;

    /// <summary>Crashes end runs early, which hides all else.</summary>
    private const int CrashesOneIn = 9;

    private readonly SeededRandom _random;
    private readonly List<ActKind> _kinds = [ActKind.Tell, ActKind.Tell];
    private int _actors;

    private ProgramGenerator(long number) => _random = new(number, 9);

    /// <summary>Draws the program of a number.</summary>
    internal static GeneratedProgram Draw(long number) => new ProgramGenerator(number).Draw();

    private GeneratedProgram Draw()
    {
        _actors = ActorsMin + _random.Below(ActorsMax - ActorsMin + 1);
        foreach (var kind in Enum.GetValues<ActKind>())
        {
            if (Chance(kind == ActKind.Crash ? CrashesOneIn : OneIn)) { _kinds.AddRange(kind, kind); }
        }

        var (hasInline, hasLate, adds) = (Chance(OneIn), Chance(2), Chance(2));
        List<Part> parts = [];
        for (var actor = 1; actor <= _actors; actor++)
        {
            parts.Add(new()
            {
                IsInline = hasInline && actor == _actors,
                IsLate = hasLate && Chance(OneIn),
                AddsAnswers = adds,
                Modulus = 2 + _random.Below(6),
                Begin = Acts(_random.Below(3)),
                Rules = [.. Enumerable.Range(0, 1 + _random.Below(3)).Select(_ => Acts(_random.Below(3)))],
            });
        }

        return new(parts, [.. Enumerable.Range(0, 2 + _random.Below(5)).Select(_ => Claim())]);
    }

    private List<Act> Acts(int count) => [.. Enumerable.Range(0, count).Select(_ => Act())];

    private Act Act()
    {
        var kind = _kinds[_random.Below(_kinds.Count)];
        var to = Math.Min(_actors, 1 + _random.Below(_actors));
        var isAlone = kind is ActKind.Time or ActKind.TimeGlance or ActKind.TimeAdd or ActKind.Ask
            or >= ActKind.ReadClock;
        return new(kind, isAlone ? 0 : to, _random.Below(LabelsMax), 1 + _random.Below(3), Chance(OneIn));
    }

    private ProgramClaim Claim()
    {
        var kinds = Enum.GetValues<ClaimKind>();
        var kind = kinds[_random.Below(kinds.Length)];
        var modulus = 2 + _random.Below(3);
        return kind switch
        {
            ClaimKind.Cell => new(
                kind, [Actor()], 1 + _random.Below(3), _random.Below(ProgramBehavior.CellOfAnswers + 1)),
            ClaimKind.Order => new(kind, [Actor(), Actor()], _random.Below(3), 0),
            ClaimKind.Together => new(kind, Some(2 + _random.Below(2)), _random.Below(modulus), modulus),
            ClaimKind.Rest or ClaimKind.Witness => new(kind, Some(_actors), _random.Below(modulus), modulus),
            ClaimKind.Step => new(kind, [Actor()], _random.Below(LabelsMax), 0),
            _ => new(kind, [Actor()], _random.Below(modulus), modulus),
        };
    }

    private int Actor() => 1 + _random.Below(_actors);

    /// <summary>Some different actors, in order.</summary>
    private List<int> Some(int count)
    {
        var all = Enumerable.Range(1, _actors).ToList();
        while (all.Count > count) { all.RemoveAt(_random.Below(all.Count)); }
        return all;
    }

    private bool Chance(int oneIn) => _random.Below(oneIn) == 0;
}
