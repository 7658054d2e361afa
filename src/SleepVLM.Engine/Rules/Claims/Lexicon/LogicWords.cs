namespace SleepVLM.Engine.Rules.Claims.Lexicon;

/// <summary>Words of logic: what denies, hedges, supposes, and joins.</summary>
internal static class LogicWords
{
    public static PhraseTable AddLogic(this PhraseTable table) => table
        .Add(new NegationTerm(Reach.Forward),
            """
            nothing that resembles|nothing resembling|nothing that looks like|nor are there any|nor are there|nor is there|nor were there|nor are
            nor is|no have|no has|no exist|not exist|nothing suggests
            nothing indicates|nothing points to|nothing marks|no|without|without any|neither|nor|absence of|the absence of|absence|lack of|the lack of
            lacks|lack|lacking|free of|free from|devoid of|none of|not a single|not any|no evidence of|no sign of|no signs of|no clear|no definite
            no obvious|no further|no other|fails to show|fail to show|failed to show|never shows|zero|hardly any|barely any|almost no|virtually no
            little or no|little to no|no longer any|loss of|disappearance of|cessation of|w / o|void of|no discernible|in the absence of|not one
            no convincing|no unequivocal|no recognizable|nothing like|no single|no visible|no trace of|no more
            """)
        .Add(new NegationTerm(Reach.Backward),
            """
            is lacking|are lacking|were lacking|was lacking|absent|is missing|are missing|missing|none|nowhere|has gone|have gone|gone|disappeared
            has disappeared|have disappeared|has vanished|vanished|disappears|abolished|nil|ceased|has ceased|have ceased|not a trace|virtually absent
            are nowhere to be seen|drops out|drop out|is lost|are lost|not there|completely absent
            """)
        .Add(new MissingSignalTerm(),
            """
            not recorded|is not recorded|are not recorded|not available|unavailable|not connected|disconnected|was not recorded|were not recorded
            not provided|not part of the recording|not in the montage|unrecorded|not included
            """)
        .Add(new NotTerm(),
            """
            at no point does|at no point do|at no point|at no time|not|never|cannot|can not|can't|isn't|aren't|wasn't|weren't|doesn't|don't|didn't
            couldn't|won't|hasn't|haven't|no longer|nor does|nor do|could not|fails to|fail to|failed to
            """)
        .Add(new HedgeTerm(Reach.Forward),
            """
            without a view of|without any view of|without a clear view of|without a measure of|no measurable|no view of|no measure of|possible
            possibly|perhaps|maybe|questionable|equivocal|suspected|doubtful|ambiguous|potential|suspicion of|suspicious for|a hint of|hint of
            hints of|borderline|either|uncertain|suspect
            """)
        .Add(new HedgeTerm(Reach.Backward),
            """
            unlikely|is unlikely|are unlikely|not likely|improbable|is suspected|are suspected|was suspected|is possible|are possible|unclear|unknown
            indeterminate|not assessable|unassessable|is uncertain|are uncertain|remains uncertain|remain uncertain|remains unclear|is questionable
            are questionable|is doubtful|are doubtful|is equivocal|are equivocal|hard to tell|difficult to assess|difficult to judge|difficult to determine
            hard to judge|hard to assess|hard to see|difficult to see|not interpretable|uninterpretable|unreadable|undetermined|not evaluable
            not scorable|inconclusive|is ambiguous|are ambiguous|not looked for|were not looked for|was not looked for|open to question|unscorable
            debatable|is open
            """)
        .Add(new HedgeTerm(Reach.Clause),
            """
            not every|not all|may|might|could|may be|might be|could be|could represent|may represent|might represent|if any
            """)
        .Add(new CriterionTerm(CriterionKind.Stated),
            """
            requires|require|required|requiring|asks for|ask for|is defined|are defined|defined as|defined by|definition|by definition|must|should|need|needs|needed
            defines|define|state that|states that|demands|demand|calls for|are typical of|is typical of|are characteristic of|is characteristic of
            are the hallmark|is the hallmark|is the sign of|are the sign of|is a sign of|are a sign of|typically|usually|generally|in general
            would need|would require|is expected in|are expected in|normally|commonly|ordinarily|by convention|are hallmarks|is a hallmark
            are a hallmark|is a marker|are markers|sufficient to|are the marks of|is a feature of|are features of|per definition|necessary
            """)
        .Add(new CriterionTerm(CriterionKind.Condition),
            """
            if|unless|provided that|in case|whether|provided|assuming|had there been|were there|were it|as long as|depending on
            """)
        .Add(new CriterionTerm(CriterionKind.Supposed), "would|would be|would have|would argue|ought")
        .Add(new CriterionTerm(CriterionKind.Limit), "criterion|criteria|threshold|limit|cutoff|cut off|minimum|cut|requirement|requirements")
        .Add(new WordTerm("not enough"), "not enough|not sufficient|too little|too few")
        .Add(new WordTerm("such"), "such as|the most|most appropriate|most likely|most probable")
        .Add(new WordTerm("not only"), "not only|not just|not merely|not least")
        .Add(new JointTerm(JointKind.Comma), ",|(|)|[|]")
        .Add(new JointTerm(JointKind.And), "and|&|plus|+|as well as|along with|together with|followed by|then|and then|and also")
        .Add(new JointTerm(JointKind.Or), "or|/|and / or")
        .Add(new JointTerm(JointKind.Colon), ":|=")
        .Add(new JointTerm(JointKind.Divide),
            """
            ->|→|but|although|though|even though|while|whereas|because|so|therefore|thus|hence|however|yet|so that|even if|despite|except
            except for|apart from|other than|nevertheless|nonetheless|consequently|accordingly|meanwhile|whilst|afterwards|thereafter|afterward
            subsequently|given that|which means
            """)
        .Add(new JointTerm(JointKind.Relative), "which|that|who|whose|where")
        .Add(new ArticleTerm(IsSingular: true), "a|an|another|a second|a third|each|every")
        .Add(new ArticleTerm(IsSingular: false), "the|its|these|those|their|any|this");

    public static PhraseTable AddVerbs(this PhraseTable table) => table
        .Add(new VerbTerm(VerbKind.Be),
            """
            is|are|were|be|been|being|remains|remain|remained|stays|stay|stayed|appears to be|seems|seem|appears|appear|appeared|becomes|become|became
            persists|persist|continues|continue|continued|goes on|there is|there are|looks|look|sits|lies|lie|has been|have been|there was|there were
            proves|measures|measure|averages|runs at|is kept|measured at|comes|come|seemed|'s|sounds|returns
            """)
        .Add(new VerbTerm(VerbKind.Show),
            """
            shows|show|showed|contains|contain|contained|has|have|had|displays|display|displayed|exhibits|exhibit|exhibited|reveals|reveal|revealed
            demonstrates|demonstrate|includes|include|included|holds|hold|held|features|presents|bears|carries|harbours|harbors|records|produces
            gives way to|gave way to|giving way to|give way to|sees|see|saw|find|finds|i see|we see|one sees|depicts|presents with|captures|exposes
            note|noted are
            """)
        .Add(new VerbTerm(VerbKind.Show, IsFinite: false), "showing|containing|displaying|exhibiting|demonstrating|revealing|including|with")
        .Add(new VerbTerm(VerbKind.Reach),
            """
            exceeded|surpasses|surpass|attains|attain|get to|gets to|crosses|cross|tops|top|amounts to at least|goes above|rises above|rise above
            passes|pass|fulfil|fulfill
            """)
        .Add(new VerbTerm(VerbKind.Reach, IsFinite: false), "surpassing|fulfilling|satisfying")
        .Add(new VerbTerm(VerbKind.FallShort),
            """
            falls short of|fall short of|stays under|stay under|stays below|stay below|remains under|remain under|remains below|remain below
            fell short of|stayed below|stayed under|falls below|fall below|is short of|are short of|remained below|remained under|lies below|lie below
            does not reach|do not reach|did not reach|does not exceed|do not exceed|did not exceed|doesn't exceed|don't exceed|doesn't reach
            don't reach|no longer reach|no longer reaches|no longer exceed|no longer exceeds|fail to reach|fails to reach|failed to reach|never exceed
            never exceeds|never reach|never reaches|not reaching|not exceeding|falling short of|staying below|staying under|remaining below|is below
            are below|is under|are under|fails to exceed|fail to exceed|does not even reach|do not even reach|does not surpass|do not surpass
            cannot reach|does not fill|do not fill|does not cover|do not cover|do not occupy|does not occupy|don't fill
            """)
        .Add(new VerbTerm(VerbKind.Fill),
            """
            fills|fill|filled|covers|cover|covered|occupies|occupy|occupied|takes up|take up|took up|comprises|comprise|comprised|makes up|make up
            made up|constitutes|constitute|spans|span|accounts for|account for|obscures|obscure|obscured about|amounts to|amount to|totals|total
            adds up to|add up to|lasts|last|lasted|dominates|dominate|predominates|predominate|prevails|prevail|involves|involve|affects|affect|makes
            represents|represent|sum to|sums to|extends over|extend over|disturbs|hides|hide|persists for|persist for|continues for|is for|are for
            runs for
            """)
        .Add(new VerbTerm(VerbKind.Fill, IsFinite: false),
            """
            filling|covering|occupying|comprising|totalling|totaling|spanning|lasting|obscuring|dominating|constituting|in total|altogether
            """)
        .Add(new VerbTerm(VerbKind.Seen, IsFinite: false),
            """
            seen|present|visible|evident|observed|detected|identified|found|noted|apparent|discernible|appreciated|identifiable|recognizable
            recognisable|there|discerned|noticed|demonstrated|to be seen|detectable|encountered|met|fulfilled|satisfied|reached|documented|spotted
            occurring|distinguished|made out
            """)
        .Add(new VerbTerm(VerbKind.Assess, IsFinite: false),
            """
            assessed|assess|determined|evaluated|confirmed|certain|sure|clear|told|measured|verified|established|ascertained|judge|evaluate|determine
            confidently|assessable|interpretable|interpreted|evaluable|definite|conclusive|obvious|reliable|reliably
            """)
        .Add(new VerbTerm(VerbKind.Record, IsFinite: false),
            """
            recorded|available|connected|acquired|included in the montage|in the montage|included in this recording
            """)
        .Add(new VerbTerm(VerbKind.Exclude, IsFinite: false), "excluded|ruled out|dismissed|rejected|precluded")
        .Add(new VerbTerm(VerbKind.Occur), "occurs|occur|occurred|roll|exist|exists|existed|arose|happens|happen|emerges|emerge|emerged")
        .Add(new VerbTerm(VerbKind.Score),
            """
            would score|i would score|we would score|i'd score|should be scored|should be classified|must be scored|has to be scored|should be staged
            would classify|otherwise|applies|apply|scored|scored as|scores|is scored|score|score of|the score|the score of|a score of|staged|staged as
            classified|classified as|labelled|labeled|labelled as|indicates|indicate|supports|support|suggests|suggest|points to|point to|fits|fit
            makes it|make it|decide for|decides for|qualifies as|qualifies for|qualify as|qualify for|confirms|confirm|reflects|reflect|assigned
            assigned as|called|this is|it is|is typical for|best scored as|meets criteria for|meets the criteria for|meet criteria for
            meet the criteria for|fulfils the criteria for|fulfills the criteria for|criteria for|favours|favors|favour|favor|speaks for|speak for
            argues for|argue for|argument for|leads to|lead to|warrants|warrant|justifies|justify|stage assigned|final stage|decision|conclusion
            verdict|sleep stage|establishes|establish|secures|continues as|remains in|is in|still in|to be in|be in|seems to be in|appears to be in
            appears in|seems in|i score|we score|go for|settle on|marks it as|mark it as|means|diagnosis|impression|scoring|stage|assessment|overall
            classification|staging|matches|match|agrees with|agree with|count as|counts as|now in|sleeper is in|patient is in|subject is in
            evidence supports|to be|as|takes the stage of|belongs to|belong to|into stage|judged as|judged|graded|graded as|rated|rated as
            interpreted as|considered|regarded as|enough for|sufficient for|enough to score|meet|meets|satisfies|satisfy|fulfils|fulfills
            meets the definition of|meet the definition of|fulfils the definition of|fulfills the definition of|satisfies the definition of
            """)
        .Add(new VerbTerm(VerbKind.Score, IsFinite: false),
            """
            representing|indicating|suggesting|supporting|confirming|reflecting|consistent with|compatible with|pointing to|fitting|indicative of
            suggestive of|typical of|characteristic of|typical for|in keeping with|in line with|meaning|favouring|favoring|meeting criteria for
            most consistent with|belonging to|meeting|making it|diagnostic of
            """)
        .Add(new VerbTerm(VerbKind.Other),
            """
            joins|join|decrease|begins|begin|starts|start|ends|end|stands out|stand out|stands|stand|rolls|arise|arises|interrupts|interrupt|gives
            decide|decides|support this|appear to|can be|argues|argue|recur|recurs|follow|follows|alternates|alternate|predate|precedes|precede|ended
            began|started|was|came|does|do|did|diminishes|accompany|accompanies|disrupts|mixes|intrudes|breaks|break|oscillates|punctuates|punctuate
            coincides|coincide
            """);
}
