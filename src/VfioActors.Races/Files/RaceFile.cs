using System.Text;
using VfioActors.Races.Compilation;
using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Litmus;
using VfioActors.Races.Parsing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Files;

/// <summary>A race file: the text of a reviewer's question.</summary>
public sealed class RaceFile
{
    /// <summary>How the names of such files end.</summary>
    public const string Extension = ".race";

    /// <summary>How the names of files of the kernel's memory model end.</summary>
    public const string LitmusExtension = LitmusFile.Extension;

    /// <summary>How the complaint about a litmus file for another language than C begins.</summary>
    public const string NotOfC = LitmusParts.NotOfC;

    private readonly SourceText _code;
    private readonly FileSyntax _syntax;
    private readonly Lock _compiling = new();
    private readonly Dictionary<(string On, CompileOptions Options), RaceProgram> _programs = [];

    /// <param name="source">The text.</param>
    /// <exception cref="RaceFileException">It is not as it should be; all of what is wrong is said.</exception>
    public RaceFile(SourceText source)
    {
        Source = source;
        _code = IsLitmus ? Translated(source) : source;
        _syntax = Read(new SortedSet<string>());
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>Whether it is a file in the litmus format, which the name of the text tells.</summary>
    public bool IsLitmus => Source.Name.EndsWith(LitmusExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The names that it asks for by #ifdef, each with its line.</summary>
    public IReadOnlyList<(string Name, int Line)> Switches =>
        [.. _syntax.Switches.Select(known => (known.Name, Source.LineOf(known.At.Start)))];

    /// <summary>
    /// The sets of switches that its variants line names; none and each alone when it has no such line.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Variants =>
        _syntax.Variants.Count > 0
            ? _syntax.Variants
            : [[], .. _syntax.Switches.Select(known => (IReadOnlyList<string>)[known.Name])];

    /// <summary>Reads a file.</summary>
    /// <exception cref="RaceFileException">It is not as it should be.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RaceFile Load(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > SourceText.LengthMax * 4L)
        {
            throw Unread(path, $"a file has at most {SourceText.LengthMax} characters, this has {length} bytes");
        }

        try
        {
            var text = File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return text.Contains('\0', StringComparison.Ordinal)
                ? throw Unread(path, "text is expected, and this has zeros in it")
                : new(new SourceText(path, text));
        }
        catch (DecoderFallbackException)
        {
            throw Unread(path, "text in UTF-8 is expected, and this is none");
        }
    }

    /// <summary>Checks a variant: whether it compiles.</summary>
    /// <param name="on">The switches that are on.</param>
    /// <exception cref="RaceFileException">It is not as it should be.</exception>
    public void Check(IReadOnlySet<string> on) => Compile(on, new());

    /// <summary>Compiles a variant; one that was compiled before is at hand.</summary>
    /// <exception cref="RaceFileException">It is not as it should be.</exception>
    internal RaceProgram Compile(IReadOnlySet<string> on, CompileOptions options)
    {
        var key = (string.Join(' ', on.Order(StringComparer.Ordinal)), options);
        lock (_compiling)
        {
            if (!_programs.TryGetValue(key, out var program)) { _programs[key] = program = Compiled(on, options); }
            return program;
        }
    }

    private static RaceFileException Unread(string path, string why) =>
        new(new(path, ""), [new(default, why)]);

    private RaceProgram Compiled(IReadOnlySet<string> on, CompileOptions options)
    {
        DiagnosticBag problems = new();
        var syntax = FileParser.Read(_code, on, problems);
        var program = problems.IsEmpty ? ProgramCompiler.Compile(_code, syntax, options, problems) : null;
        return program ?? throw Refused(problems);
    }

    private static SourceText Translated(SourceText source)
    {
        DiagnosticBag problems = new();
        var code = LitmusFile.Translate(source, problems);
        return problems.IsEmpty ? code : throw new RaceFileException(source, problems.All);
    }

    private FileSyntax Read(IReadOnlySet<string> on)
    {
        DiagnosticBag problems = new();
        var syntax = FileParser.Read(_code, on, problems);
        return problems.IsEmpty ? syntax : throw Refused(problems);
    }

    /// <summary>Of a litmus file what is wrong is said of the whole line as it was written.</summary>
    private RaceFileException Refused(DiagnosticBag problems) =>
        IsLitmus ? new(Source, [.. problems.All.Select(one => one with { Place = LineOf(one.Place), Hint = null })])
        : Foreign.Looks(Source) ? Unread(Source.Name, Foreign.Complaint)
        : new(Source, problems.All);

    private Place LineOf(Place place)
    {
        var number = _code.LineOf(Math.Min(place.Start, _code.Text.Length));
        var line = Source.Line(number);
        var blanks = line.Length - line.TrimStart().Length;
        return new(Source.StartOf(number) + blanks, Math.Max(1, line.Length - blanks));
    }
}
